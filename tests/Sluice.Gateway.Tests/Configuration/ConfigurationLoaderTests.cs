using Sluice.Gateway.Configuration;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private static readonly string Base = Given.Config(new Uri("http://127.0.0.1:1/")).Insert(1, Given.Listeners);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Every_error_is_told_at_once_with_its_key()
    {
        LoadResult result = await LoadAsync([Base, """
            {
              "ReverseProxy": {
                "Routes": {
                  "a": { "ClusterId": "nowhere", "Match": { "Path": "/a/{**rest}" } },
                  "b": { "ClusterId": "up", "Match": { "Path": "/b/{**rest}" }, "Metadata": { "Dialect": "klingon", "Policy": "gone", "Dailect": "x" } },
                  "c": { "ClusterId": "up", "Match": { "Path": "/c/{bad" } },
                  "d": { "ClusterId": "up", "Match": { "Path": "/d" }, "Transforms": [{ "PathSet": "/v1/chat/completions" }], "Metadata": { "Dialect": "probe", "Policy": "default" } },
                },
                "Clusters": { "up": { "HttpRequest": { "ActivityTimeout": "soon" } }, "ftp": { "Destinations": { "p": { "Address": "ftp://x/" } } } },
                "Rotues": {},
              },
              "Slucie": { "Policies": {} },
              "Sluice": { "Limits": { "MaxBodyBytes": "lots", "MaxBodyBites": 1 }, "Identity": { "Mode": "Guess" }, "TrustedProxies": ["10.0.0.0/8", "here"], "Polices": {} },
            }
            """]);
        Assert.Null(result.Snapshot);
        string[] expected =
        [
            "ReverseProxy:Clusters:ftp:Destinations:p:Address", "ReverseProxy:Clusters:up", "ReverseProxy:Rotues",
            "ReverseProxy:Routes:a:ClusterId", "ReverseProxy:Routes:b:Metadata:Dailect", "ReverseProxy:Routes:b:Metadata:Dialect",
            "ReverseProxy:Routes:b:Metadata:Policy", "ReverseProxy:Routes:c", "ReverseProxy:Routes:d:Transforms:0:PathSet",
            "Slucie", "Sluice:Identity:Mode", "Sluice:Limits:MaxBodyBites", "Sluice:Limits:MaxBodyBytes", "Sluice:Polices", "Sluice:TrustedProxies",
        ];
        string[] keys = [.. result.Errors.Select(e => e.Key).Distinct(StringComparer.Ordinal)];
        foreach (string key in expected)
            Assert.Contains(key, keys);
    }

    [Fact]
    public async Task A_list_of_a_later_file_replaces_the_earlier_one_whole()
    {
        const string first = """{ "Sluice": { "Policies": { "p": { "Rules": [{ "Find": "w", "Then": "Flag" }, { "Find": "w", "Then": "Redact" }, { "Find": "w", "Then": "Block" }] } }, "Detectors": { "w": { "Words": ["falcon", "bluebird"] } } } }""";
        const string second = """{ "sluice": { "policies": { "P": { "rules": [{ "find": "w", "in": "request", "then": "Mask" }] } } } }""";
        LoadResult result = await LoadAsync([Base, first, second]);
        Assert.Empty(result.Errors);
        var rule = Assert.Single(result.Snapshot!.Options.Inspection.Policies["p"].Rules);
        Assert.Equal(("w", "Mask", "request"), (rule.Find, rule.Then, Assert.Single(rule.In)));
        Assert.Equal(["falcon", "bluebird"], result.Snapshot.Options.Inspection.Detectors["w"].Words);
    }

    [Theory]
    [InlineData("Sluice__Policies__default__Rules__0__Then", "Sluice:Policies:default:Rules:0:Then")]
    [InlineData("Sluice__Policies__fresh__Rules__0__Then", "Sluice:Policies:fresh:Rules:0:Then")]
    [InlineData("Sluice__TrustedProxies__0", "Sluice:TrustedProxies:0")]
    [InlineData("ReverseProxy__Routes__guarded__Transforms__0__PathRemovePrefix", "ReverseProxy:Routes:guarded:Transforms:0:PathRemovePrefix")]
    public async Task An_indexed_override_is_refused(string variable, string key)
    {
        LoadResult result = await LoadAsync([Base], (variable, "Block"));
        Assert.Null(result.Snapshot);
        Assert.Contains(result.Errors, e => e.Key == key && e.Message.Contains("whole", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "Sluice": { "Policies": { "default": { "Rules": { "0": { "Then": "Flag" } } } } } }""")]
    [InlineData("""{ "Sluice:Policies:default:Rules:0:Then": "Flag" }""")]
    [InlineData("""{ "Sluice": { "Policies": { "default": { "Rules": { "Find": "x" } } } } }""")]
    public async Task A_list_cannot_be_overridden_in_part_by_a_file(string second)
    {
        LoadResult result = await LoadAsync([Base, second]);
        Assert.Null(result.Snapshot);
        Assert.Contains(result.Errors, e => e.Key.StartsWith("Sluice:Policies:default:Rules", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Environment_variables_override_single_values()
    {
        LoadResult result = await LoadAsync([Base],
            ("ReverseProxy__Clusters__up__Destinations__primary__Address", "http://127.0.0.1:9900"),
            ("SLUICE__LIMITS__MAXBODYBYTES", "4096"),
            ("Unrelated__Thing", "x"));
        Assert.Empty(result.Errors);
        Assert.Equal("http://127.0.0.1:9900", result.Snapshot!.Clusters.Single().Destinations!["primary"].Address);
        Assert.Equal(4096, result.Snapshot.Options.Limits.MaxBodyBytes);
    }

    [Fact]
    public async Task The_overrides_that_the_documentation_names_hold_over_the_shipped_file()
    {
        LoadResult result = await ConfigurationLoader.LoadAsync(new ConfigurationSources
        {
            Files = [Repository.ShippedConfig],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ReverseProxy__Clusters__openai__Destinations__primary__Address"] = "http://127.0.0.1:9900",
                ["Sluice__Limits__MaxBodyBytes"] = "1048576",
                ["Kestrel__Endpoints__Proxy__Url"] = "https://127.0.0.1:8443",
                ["Kestrel__Endpoints__Proxy__Certificate__Password"] = "of the file",
            },
        });
        Assert.Empty(result.Errors);
        GatewaySnapshot snapshot = result.Snapshot!;
        Assert.Equal("http://127.0.0.1:9900", snapshot.Clusters.Single(c => c.ClusterId == "openai").Destinations!["primary"].Address);
        Assert.Equal("https://api.anthropic.com/", snapshot.Clusters.Single(c => c.ClusterId == "anthropic").Destinations!["primary"].Address);
        Assert.Equal(1 << 20, snapshot.Options.Limits.MaxBodyBytes);
        Assert.Equal("https://127.0.0.1:8443", snapshot.Settings["Kestrel:Endpoints:Proxy:Url"]);
        Assert.Equal("of the file", snapshot.Settings["Kestrel:Endpoints:Proxy:Certificate:Password"]);
        Assert.Equal("http://127.0.0.1:8081", snapshot.Settings["Kestrel:Endpoints:Admin:Url"]);
    }

    [Theory]
    [InlineData("""{ "Sluice": {}, "Sluice": {} }""")]
    [InlineData("""{ "Sluice": {}, "sluice": {} }""")]
    [InlineData("[]")]
    [InlineData("{ \"a\": }")]
    public async Task A_file_that_is_not_one_json_object_is_refused(string text)
    {
        LoadResult result = await LoadAsync([Base, text]);
        Assert.Contains(result.Errors, e => e.Key.EndsWith("1.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clusters_get_what_llm_traffic_needs_unless_they_say_otherwise()
    {
        LoadResult result = await LoadAsync([Base, """{ "ReverseProxy": { "Clusters": { "other": { "HttpRequest": { "ActivityTimeout": "00:01:00" } } } } }"""]);
        Assert.Equal(TimeSpan.FromMinutes(20), result.Snapshot!.Clusters.Single(c => c.ClusterId == "up").HttpRequest!.ActivityTimeout);
        Assert.Equal(TimeSpan.FromMinutes(1), result.Snapshot.Clusters.Single(c => c.ClusterId == "other").HttpRequest!.ActivityTimeout);
        Assert.True(result.Snapshot.Clusters[0].HttpClient!.EnableMultipleHttp2Connections);
    }

    [Fact]
    public async Task A_configuration_without_a_proxy_listener_is_refused()
    {
        LoadResult result = await LoadAsync([Given.Config(new Uri("http://127.0.0.1:1/"))]);
        Assert.Contains(result.Errors, e => e.Key == "Kestrel:Endpoints:Proxy:Url");
    }

    [Fact]
    public async Task The_configuration_that_ships_is_good()
    {
        LoadResult result = await ConfigurationLoader.LoadAsync(new ConfigurationSources { Files = [Repository.ShippedConfig] });
        Assert.Empty(result.Errors);
        Assert.Equal(["default", "strict"], result.Snapshot!.Policies.Keys.Order(StringComparer.Ordinal));
        Assert.All(result.Snapshot.Routes, r => Assert.True(result.Snapshot.Guards.ContainsKey(r.RouteId)));
    }

    private async Task<LoadResult> LoadAsync(string[] files, params (string Name, string Value)[] environment)
    {
        for (int i = 0; i < files.Length; i++)
            await File.WriteAllTextAsync(Path.Combine(_directory.FullName, $"{i}.json"), files[i], Given.Token);
        return await ConfigurationLoader.LoadAsync(
            new ConfigurationSources
            {
                Files = [.. Enumerable.Range(0, files.Length).Select(i => Path.Combine(_directory.FullName, $"{i}.json"))],
                Environment = environment.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal),
            },
            Given.Dialects,
            []);
    }
}
