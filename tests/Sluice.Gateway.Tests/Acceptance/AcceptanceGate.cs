using System.Text.Json.Nodes;
using Sluice.Gateway.Tests.EndToEnd;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>A real gate with the policies of <see cref="Stage"/> in front of one upstream that speaks every dialect: each below <c>/dialect/policy</c>.</summary>
internal static class AcceptanceGate
{
    /// <param name="upstream">Where it forwards to.</param>
    /// <param name="limits">Members of <c>Sluice:Limits</c>.</param>
    public static Task<GatewayFixture> StartAsync(Uri upstream, params (string Name, long Value)[] limits) =>
        StartAsync(upstream, new JsonObject { ["Limits"] = new JsonObject(limits.Select(l => KeyValuePair.Create<string, JsonNode?>(l.Name, l.Value))) });

    /// <param name="upstream">Where it forwards to.</param>
    /// <param name="sluice">Further members of <c>Sluice</c>.</param>
    /// <param name="configure">Changes to the options.</param>
    public static Task<GatewayFixture> StartAsync(Uri upstream, JsonObject sluice, Func<GatewayHostOptions, GatewayHostOptions>? configure = null)
    {
        JsonNode config = Config(upstream);
        foreach ((string name, JsonNode? member) in sluice)
            config["Sluice"]![name] = member?.DeepClone();
        return GatewayFixture.StartAsync(config.ToJsonString(), configure);
    }

    public static JsonNode Config(Uri upstream)
    {
        JsonNode config = JsonNode.Parse(Stage.Config(upstream))!;
        JsonNode shipped = config["ReverseProxy"]!["Routes"]!;
        var routes = new JsonObject();
        foreach (string dialect in Dialects.All.Select(s => s.Dialect).Distinct(StringComparer.Ordinal))
        {
            foreach ((string policy, JsonNode? route) in shipped.AsObject())
            {
                JsonNode own = route!.DeepClone();
                own["Match"]!["Path"] = $"/{dialect}/{policy}/{{**rest}}";
                own["Transforms"]![0]!["PathRemovePrefix"] = $"/{dialect}/{policy}";
                own["Metadata"]!["Dialect"] = dialect;
                routes[$"{dialect}-{policy}"] = own;
            }
        }

        config["ReverseProxy"]!["Routes"] = routes;
        return config;
    }
}
