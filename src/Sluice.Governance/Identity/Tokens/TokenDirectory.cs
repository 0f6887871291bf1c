using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>
/// Says who presents a token: the gate's own, or a trusted issuer's. A token that was proven once costs one hash and one lookup, and what may have changed since is asked each time: its end, its
/// invalidation, the key it was minted from, its issuer's keys, the certificate it is bound to. Thread-safe.
/// </summary>
public sealed class TokenDirectory : IDisposable
{
    private readonly SigningKeyRing _keys;
    private readonly KeyDirectory _directory;
    private readonly RevokedTokens _revoked;
    private readonly TimeProvider _time;
    private readonly ILogger<TokenDirectory> _logger;
    private readonly HttpMessageInvoker _http;
    private readonly Func<TokenTrust> _settings;
    private readonly Lock _trusting = new();
    private volatile Trust _trust;

    /// <param name="settings">Whom to trust now; the same objects as long as nothing has changed.</param>
    public TokenDirectory(SigningKeyRing keys, KeyDirectory directory, RevokedTokens revoked, Func<TokenTrust> settings, TimeProvider time, ILogger<TokenDirectory> logger)
    {
        (_keys, _directory, _revoked, _settings, _time, _logger) = (keys, directory, revoked, settings, time, logger);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = 32,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        });
        _trust = Trusting(settings(), before: null);
    }

    /// <summary>Has the form of a token; says nothing of whether it opens anything.</summary>
    public static bool IsToken(ReadOnlySpan<char> credential) => PresentedToken.HasForm(credential);

    /// <summary>Who presents a token; null for one that opens nothing, and nothing tells why.</summary>
    /// <param name="token">The token, without <c>Bearer</c>.</param>
    /// <param name="certificate">The thumbprint of the client certificate of the connection (<see cref="TokenMint.ThumbprintOf"/>); null for none.</param>
    public ValueTask<Caller?> FindAsync(ReadOnlyMemory<char> token, string? certificate, CancellationToken cancellation)
    {
        if (!PresentedToken.HasForm(token.Span))
            return default;
        Trust trust = Current();
        TokenHash hash = TokenHash.Of(token.Span);
        if (trust.Cache.Find(hash) is { } proven)
        {
            Caller? caller = CallerOf(proven, certificate);
            if (caller is not null || proven.Issuer.StillKnows(proven))
                return ValueTask.FromResult(caller);
            trust.Cache.Remove(hash);
        }

        return ProveAsync(trust, token.ToString(), hash, certificate, cancellation);
    }

    /// <summary>A token of the gate's own that is valid now; null for any other.</summary>
    internal async ValueTask<ProvenToken?> FindOwnAsync(string token, CancellationToken cancellation)
    {
        Trust trust = Current();
        if (!PresentedToken.HasForm(token) || PresentedToken.Read(token) is not { } presented || trust.Issuers.GetValueOrDefault(presented.Issuer) is not OwnTokens own)
            return null;
        return await own.ProveAsync(presented, cancellation) is { } proven && own.CallerOf(proven) is not null && !_revoked.Contains(proven.Id!) ? proven : null;
    }

    public void Dispose() => _http.Dispose();

    private Trust Current()
    {
        TokenTrust settings = _settings();
        if (_trust.IsOf(settings))
            return _trust;
        lock (_trusting)
        {
            if (!_trust.IsOf(settings))
                _trust = Trusting(settings, _trust);
            return _trust;
        }
    }

    /// <summary>An issuer of whom the configuration says what it said before keeps the keys that are known of it.</summary>
    private Trust Trusting(TokenTrust settings, Trust? before)
    {
        string own = settings.Own.Issuer;
        var issuers = new Dictionary<string, ITokenIssuer>(StringComparer.Ordinal);
        foreach ((string name, IssuerOptions options) in settings.Issuers)
        {
            string said = JsonSerializer.Serialize(new { name, options });
            issuers[options.Issuer] = before?.Issuers.GetValueOrDefault(options.Issuer) is TrustedIssuer same && string.Equals(same.Said, said, StringComparison.Ordinal)
                ? same
                : new TrustedIssuer(said, options, new IssuerKeys(name, new JwksSource(options.Issuer, options.Jwks, _http), _time, _logger), new ClaimMapping(name, options), _time);
        }

        issuers[own] = new OwnTokens(own, _keys, _directory, _time);
        return new Trust(settings, issuers.ToFrozenDictionary(StringComparer.Ordinal), new TokenCache());
    }

    private async ValueTask<Caller?> ProveAsync(Trust trust, string token, TokenHash hash, string? certificate, CancellationToken cancellation)
    {
        if (PresentedToken.Read(token) is not { } presented || !trust.Issuers.TryGetValue(presented.Issuer, out ITokenIssuer? issuer))
            return null;
        if (await issuer.ProveAsync(presented, cancellation) is not { } proven || CallerOf(proven, certificate) is not { } caller)
            return null;
        trust.Cache.Add(hash, proven);
        return caller;
    }

    private Caller? CallerOf(ProvenToken token, string? certificate)
    {
        if (_time.GetUtcNow() >= token.ExpiresAt || (token.Id is not null && _revoked.Contains(token.Id)))
            return null;
        if (token.Certificate is not null && (certificate is null || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token.Certificate), Encoding.ASCII.GetBytes(certificate))))
            return null;
        return token.Issuer.CallerOf(token);
    }
}

/// <summary>Whom a configuration trusts.</summary>
/// <param name="Own">How the gate's own tokens are made.</param>
/// <param name="Issuers">Other issuers, by the names that they have here.</param>
public sealed record TokenTrust(TokenOptions Own, IReadOnlyDictionary<string, IssuerOptions> Issuers);

/// <summary>Who is trusted by one configuration, and what was proven under it.</summary>
/// <param name="Issuers">By the claim <c>iss</c>.</param>
internal sealed record Trust(TokenTrust Settings, FrozenDictionary<string, ITokenIssuer> Issuers, TokenCache Cache)
{
    /// <summary>Made of these very objects: a configuration that is loaded anew is made of others.</summary>
    public bool IsOf(TokenTrust settings) => ReferenceEquals(settings.Own, Settings.Own) && ReferenceEquals(settings.Issuers, Settings.Issuers);
}
