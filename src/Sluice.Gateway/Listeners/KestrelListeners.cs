using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Identity.Certificates;

namespace Sluice.Gateway.Listeners;

/// <summary>Opens the listeners that the configuration names and remembers where they ended up (a port 0 is the system's to choose).</summary>
internal sealed class KestrelListeners
{
    /// <summary>
    /// A stream that the provider cuts is cut for the caller, too, by closing the connection in the middle of its body. Kestrel would reset it,
    /// and a reset throws away what the caller's side has received and not yet read. Read by Kestrel when its transport is made.
    /// </summary>
    static KestrelListeners() => AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.FinOnError", isEnabled: true);

    private readonly Dictionary<string, (ListenOptions Options, string Scheme)> _listeners = new(StringComparer.OrdinalIgnoreCase);

    public void Configure(KestrelServerOptions kestrel, IConfiguration settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;

        // Guarded bodies are bounded by Sluice:Limits, with the dialect's own error; what is not guarded is not kept.
        kestrel.Limits.MaxRequestBodySize = null;

        // A stream may be silent for minutes while a model thinks.
        kestrel.Limits.MinResponseDataRate = null;

        // Which certificates are asked for, a listener's own section says; which are good is the gate's to say.
        kestrel.ConfigureHttpsDefaults(https =>
            https.ClientCertificateValidation = (certificate, chain, _) => kestrel.ApplicationServices.GetRequiredService<ClientCertificates>().IsGood(certificate, chain));

        KestrelConfigurationLoader loader = kestrel.Configure(settings.GetSection("Kestrel"), reloadOnChange: false);
        foreach (IConfigurationSection endpoint in settings.GetSection("Kestrel:Endpoints").GetChildren())
        {
            string name = endpoint.Key;
            loader.Endpoint(name, configuration =>
            {
                if (name.Equals(AdminListener.EndpointName, StringComparison.OrdinalIgnoreCase))
                    configuration.ListenOptions.Use(MarkAdmin);
                _listeners[name] = (configuration.ListenOptions, configuration.IsHttps ? "https" : "http");
            });
        }
    }

    /// <summary>Where the listeners listen, by name; final once the host has started.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses() => _listeners
        .Where(l => l.Value.Options.IPEndPoint is not null)
        .ToDictionary(l => l.Key, l => AddressOf(l.Value.Options.IPEndPoint!, l.Value.Scheme), StringComparer.OrdinalIgnoreCase);

    private static Uri AddressOf(IPEndPoint endpoint, string scheme) => new UriBuilder(scheme, endpoint.Address.ToString(), endpoint.Port).Uri;

    private static ConnectionDelegate MarkAdmin(ConnectionDelegate next) => connection =>
    {
        connection.Features.Set(AdminListener.Mark);
        return next(connection);
    };
}
