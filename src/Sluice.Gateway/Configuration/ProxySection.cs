using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Inspection.Policies;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Sluice.Gateway.Configuration;

/// <summary>
/// Reads the section <c>ReverseProxy</c> with YARP's own parser and validator, route by route and cluster by cluster so that every error names
/// its key, and checks what YARP leaves to the first request: that a route's cluster exists.
/// </summary>
internal sealed class ProxySection(IConfiguration settings, List<ConfigurationError> errors)
{
    /// <summary>An answer may think for minutes before its first byte; YARP's own 100 s would cut it.</summary>
    public static readonly TimeSpan DefaultActivityTimeout = TimeSpan.FromMinutes(20);

    public List<RouteConfig> Routes { get; } = [];

    public List<ClusterConfig> Clusters { get; } = [];

    /// <summary>The clusters none of whose destinations has an address, with the key to set.</summary>
    public Dictionary<string, string> MissingAddresses { get; } = new(StringComparer.OrdinalIgnoreCase);

    public async Task ReadAsync()
    {
        foreach (IConfigurationSection unknown in settings.GetSection("ReverseProxy").GetChildren())
        {
            if (!unknown.Key.Equals("Routes", StringComparison.OrdinalIgnoreCase) && !unknown.Key.Equals("Clusters", StringComparison.OrdinalIgnoreCase))
                errors.Add(new(unknown.Path, "is not known; known here: Clusters, Routes"));
        }

        await using ServiceProvider services = new ServiceCollection().AddLogging().AddReverseProxy().Services.BuildServiceProvider();
        var validator = services.GetRequiredService<IConfigValidator>();
        foreach (IConfigurationSection section in settings.GetSection("ReverseProxy:Clusters").GetChildren())
        {
            if (Parse(section) is { Clusters: [var cluster] })
            {
                cluster = DropEmptyDestinations(cluster, section.Path);
                Collect(section.Path, await validator.ValidateClusterAsync(cluster));
                Clusters.Add(WithDefaults(cluster));
            }
        }

        foreach (IConfigurationSection section in settings.GetSection("ReverseProxy:Routes").GetChildren())
        {
            if (Parse(section) is not { Routes: [var route] })
                continue;
            Collect(section.Path, await validator.ValidateRouteAsync(route));
            if (route.ClusterId is null)
                errors.Add(new(section.Path + ":ClusterId", "is missing"));
            else if (!Clusters.Exists(c => c.ClusterId.Equals(route.ClusterId, StringComparison.OrdinalIgnoreCase)))
                errors.Add(new(section.Path + ":ClusterId", $"\"{route.ClusterId}\" is not a cluster of ReverseProxy:Clusters"));
            Routes.Add(route);
        }
    }

    private IProxyConfig? Parse(IConfigurationSection section)
    {
        IEnumerable<KeyValuePair<string, string?>> values = section.AsEnumerable().Select(v => new KeyValuePair<string, string?>(v.Key["ReverseProxy:".Length..], v.Value));
        IConfiguration alone = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        try
        {
            using ServiceProvider services = new ServiceCollection().AddLogging().AddReverseProxy().LoadFromConfig(alone).Services.BuildServiceProvider();
            return services.GetRequiredService<IProxyConfigProvider>().GetConfig();
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            errors.Add(new(section.Path, e.Message));
            return null;
        }
    }

    /// <summary>Azure and Bedrock have no address until the user gives one: their clusters exist, and answer 503 naming the key.</summary>
    private ClusterConfig DropEmptyDestinations(ClusterConfig cluster, string path)
    {
        Dictionary<string, DestinationConfig> filled = (cluster.Destinations ?? new Dictionary<string, DestinationConfig>(StringComparer.OrdinalIgnoreCase))
            .Where(d => !string.IsNullOrWhiteSpace(d.Value.Address)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, DestinationConfig destination) in filled)
        {
            bool valid = Uri.TryCreate(destination.Address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
            if (!valid)
                errors.Add(new($"{path}:Destinations:{name}:Address", "is not an http or https address"));
        }

        if (filled.Count == 0)
            MissingAddresses[cluster.ClusterId] = $"{path}:Destinations:{cluster.Destinations?.Keys.FirstOrDefault() ?? "primary"}:Address";
        return cluster with { Destinations = filled };
    }

    private static ClusterConfig WithDefaults(ClusterConfig cluster)
    {
        ForwarderRequestConfig request = cluster.HttpRequest ?? ForwarderRequestConfig.Empty;
        return cluster with
        {
            HttpRequest = request with
            {
                ActivityTimeout = request.ActivityTimeout ?? DefaultActivityTimeout,
                AllowResponseBuffering = request.AllowResponseBuffering ?? false,
                Version = request.Version ?? HttpVersion.Version20,
                VersionPolicy = request.VersionPolicy ?? HttpVersionPolicy.RequestVersionOrLower,
            },
            HttpClient = (cluster.HttpClient ?? HttpClientConfig.Empty) with
            {
                EnableMultipleHttp2Connections = cluster.HttpClient?.EnableMultipleHttp2Connections ?? true,
            },
        };
    }

    private void Collect(string key, IList<Exception> found)
    {
        foreach (Exception e in found)
            errors.Add(new(key, e.Message));
    }
}
