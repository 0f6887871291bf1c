using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Governance.Identity;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>The gate of the acceptance in the mode <c>Keys</c>, with keys that a test makes and takes away.</summary>
internal sealed class KeyGate : IAsyncDisposable
{
    /// <summary>What the gate presents to its provider: no detector knows it by its form.</summary>
    public const string ProviderSecret = "The-Gates_own.Key/42+9";

    private readonly List<KeyEntry> _entries = [];

    private KeyGate(GatewayFixture gate) => Gate = gate;

    public GatewayFixture Gate { get; }

    public HttpClient Client => Gate.Client;

    public KeyDirectory Directory => Gate.Host.Services.GetRequiredService<KeyDirectory>();

    /// <param name="upstream">Where everything leads.</param>
    /// <param name="change">Changes the configuration.</param>
    /// <param name="configure">Changes the options.</param>
    public static async Task<KeyGate> StartAsync(Uri upstream, Action<JsonNode>? change = null, Func<GatewayHostOptions, GatewayHostOptions>? configure = null)
    {
        JsonNode config = AcceptanceGate.Config(upstream);
        config["Sluice"]!["Identity"] = new JsonObject { ["Mode"] = "Keys" };
        config["Sluice"]!["Providers"] = new JsonObject { ["sim"] = new JsonObject { ["Key"] = ProviderSecret } };
        change?.Invoke(config);
        return new KeyGate(await GatewayFixture.StartAsync(config.ToJsonString(), configure));
    }

    /// <summary>A key that may read and write, and whatever the test changes of it.</summary>
    public string Add(Func<Caller, Caller>? change = null)
    {
        string secret = KeySecret.Create();
        string id = $"key-{_entries.Count + 1}";
        var caller = new Caller(id)
        {
            Kind = CallerKind.Key,
            KeyId = id,
            SecretId = "s1",
            KeyName = "a test's",
            Permissions = PermissionSet.Of(new Permission(PermissionCategory.Interactions, PermissionVerb.Read), new Permission(PermissionCategory.Interactions, PermissionVerb.Write)),
        };
        _entries.Add(new KeyEntry(Gate.Host.Services.GetRequiredService<KeyHasher>().HashText(secret), change?.Invoke(caller) ?? caller));
        Directory.Replace("test", [.. _entries]);
        return secret;
    }

    /// <summary>A key of this scope.</summary>
    public string Add(AccessScope scope) => Add(c => c with { Scope = scope });

    public void Revoke(string secret)
    {
        string hash = Gate.Host.Services.GetRequiredService<KeyHasher>().HashText(secret);
        Assert.Equal(1, _entries.RemoveAll(e => e.Hash == hash));
        Directory.Replace("test", [.. _entries]);
    }

    public static HttpRequestMessage Request(Spoken spoken, string body, string? secret = null, bool stream = false, string policy = "default") =>
        Request(spoken.Where(policy, stream), body, secret);

    public static HttpRequestMessage Request(string target, string? body, string? secret = null)
    {
        var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, target);
        if (body is not null)
            request.Content = Given.Json(body);
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");
        return request;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
            return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Given.Token);
    }

    public async ValueTask DisposeAsync() => await Gate.DisposeAsync();
}
