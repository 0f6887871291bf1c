using System.IO.Compression;
using System.Text;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;
using Sluice.Inspection.Dialects;
using Sluice.Testing;

namespace Sluice.Gateway.Tests;

/// <summary>Gates and bodies that several tests need.</summary>
internal static class Given
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Guarded below <c>/g</c>, guarded and open to the unknown below <c>/open</c>, guarded with an open failure mode below <c>/lenient</c>, not guarded below <c>/plain</c>.</summary>
    public static string Config(Uri upstream, string sluice = "", string cluster = "") => $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "guarded": { "ClusterId": "up", "Match": { "Path": "/g/{**rest}" }, "Transforms": [{ "PathRemovePrefix": "/g" }], "Metadata": { "Dialect": "probe", "Policy": "default" } },
              "open": { "ClusterId": "up", "Match": { "Path": "/open/{**rest}" }, "Transforms": [{ "PathRemovePrefix": "/open" }], "Metadata": { "Dialect": "probe", "Policy": "default", "OnUnknown": "Pass" } },
              "lenient": { "ClusterId": "up", "Match": { "Path": "/lenient/{**rest}" }, "Transforms": [{ "PathRemovePrefix": "/lenient" }], "Metadata": { "Dialect": "probe", "Policy": "lenient" } },
              {{Unguarded(upstream)}}
            },
            "Clusters": { "up": { {{cluster}} "Destinations": { "primary": { "Address": "{{upstream}}" } } } },
          },
          "Sluice": { {{sluice}} "Policies": { "default": { "Rules": [] }, "lenient": { "OnFailure": "Allow", "Rules": [] } } },
        }
        """;

    /// <summary>The built-in simulator is never behind an unguarded route.</summary>
    private static string Unguarded(Uri upstream) => upstream.AbsoluteUri == BuiltInSimulator.Address
        ? ""
        : """ "plain": { "ClusterId": "up", "Match": { "Path": "/plain/{**rest}" }, "Transforms": [{ "PathRemovePrefix": "/plain" }] }, """;

    public static Task<GatewayFixture> GateAsync(RawUpstream upstream, string sluice = "", string cluster = "", InspectionEntry? inspection = null) =>
        GateAsync(Config(upstream.Address, sluice, cluster), inspection);

    public static Task<GatewayFixture> GateAsync(string config, InspectionEntry? inspection = null, Func<GatewayHostOptions, GatewayHostOptions>? configure = null) =>
        GatewayFixture.StartAsync(config, o =>
        {
            o = o with { Dialects = Dialects, Inspection = inspection ?? ProbeInspection.Entry };
            return configure?.Invoke(o) ?? o;
        });

    /// <summary>A route of <see cref="Config"/> as the loader resolves it.</summary>
    public static async Task<GuardedRoute> RouteAsync(string name)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Config(new Uri("http://127.0.0.1:1/"), sluice: "", cluster: "").Insert(1, Listeners), Token);
        LoadResult loaded = await ConfigurationLoader.LoadAsync(new ConfigurationSources { Files = [file] }, Dialects, []);
        File.Delete(file);
        return loaded.Snapshot!.Guards[name];
    }

    public const string Listeners = """ "Kestrel": { "Endpoints": { "Proxy": { "Url": "http://127.0.0.1:0" }, "Admin": { "Url": "http://127.0.0.1:0" } } }, """;

    public static IReadOnlyDictionary<string, IDialect> Dialects { get; } = new Dictionary<string, IDialect>(StringComparer.OrdinalIgnoreCase) { ["probe"] = new ProbeDialect() };

    public static ByteArrayContent Json(string text, string? coding = null) => Json(coding is null ? Encoding.UTF8.GetBytes(text) : Encode(coding, Encoding.UTF8.GetBytes(text)), coding);

    public static ByteArrayContent Json(byte[] bytes, string? coding = null)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        if (coding is not null)
            content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return content;
    }

    public static byte[] Encode(string coding, byte[] plain)
    {
        using var encoded = new MemoryStream();
        using (Stream encoder = coding switch
        {
            "gzip" => new GZipStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            _ => throw new ArgumentOutOfRangeException(nameof(coding)),
        })
            encoder.Write(plain);
        return encoded.ToArray();
    }

    public static async Task<string> TextAsync(HttpResponseMessage response) => await response.Content.ReadAsStringAsync(Token);

    /// <summary>The machine-readable code of an error body.</summary>
    public static async Task<string> CodeAsync(HttpResponseMessage response)
    {
        using var error = System.Text.Json.JsonDocument.Parse(await TextAsync(response));
        return error.RootElement.GetProperty("error").GetProperty("code").GetString()!;
    }
}
