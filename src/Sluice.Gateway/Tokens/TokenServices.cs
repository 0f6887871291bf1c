using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Identity;
using Sluice.Gateway.Listeners;
using Sluice.Gateway.Management;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Tokens;

/// <summary>What issues tokens, and what says who presents one.</summary>
internal static class TokenServices
{
    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton(Ring);
        services.AddSingleton(s => new TokenMint(s.GetRequiredService<SigningKeyRing>(), Options(s), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new TokenDirectory(
            s.GetRequiredService<SigningKeyRing>(),
            s.GetRequiredService<KeyDirectory>(),
            s.GetRequiredService<RevokedTokens>(),
            Trust(s),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<TokenDirectory>>()));
        services.AddSingleton<TokenInvalidation>();
        services.AddSingleton<ICredentialScheme, TokenScheme>();
        services.AddSingleton(s => new WrongSecrets(s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<IManagementEndpoints, TokenMetadataEndpoints>();
    }

    /// <summary>The token endpoint answers on both listeners, and takes whoever has a key: it is where credentials are shown.</summary>
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<TokenEndpoint>();
        foreach (string path in TokenEndpoint.Paths)
            routes.Map(path, endpoint.AnswerAsync).WithMetadata(ListenerMark.Both);
    }

    private static SigningKeyRing Ring(IServiceProvider services)
    {
        var ring = new SigningKeyRing(services.GetRequiredService<ISigningKeyShelf>(), Options(services), services.GetRequiredService<TimeProvider>());
        services.GetRequiredService<GovernanceStore>().Feed.Subscribe(ChangeTopic.SigningKeys, ring.ReadAsync);
        return ring;
    }

    private static Func<TokenOptions> Options(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<ConfigurationReloader>();
        return () => configuration.Current.Options.Tokens;
    }

    private static Func<TokenTrust> Trust(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<ConfigurationReloader>();
        return () => new TokenTrust(configuration.Current.Options.Tokens, configuration.Current.Options.Identity.Issuers);
    }
}
