using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Management;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Store;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Management;

/// <summary>A gate with a store of its own, and callers of the admin listener. Keys are made by the operator, as <c>sluice key create</c> does.</summary>
public sealed class ManagementStage : IAsyncLifetime
{
    private int _names;

    public GatewayFixture Gate { get; private set; } = null!;

    public HttpClient Admin { get; private set; } = null!;

    /// <summary>May do everything in the tenant <c>default</c>.</summary>
    public string Root { get; private set; } = null!;

    internal ManagementTable Table => Gate.Host.Services.GetRequiredService<ManagementTable>();

    internal KeyService Keys => Gate.Host.Services.GetRequiredService<KeyService>();

    public async ValueTask InitializeAsync() => await StartAsync(Given.Config(new Uri("http://127.0.0.1:1/")));

    /// <param name="config">The gate's configuration.</param>
    /// <param name="configure">Changes to its options.</param>
    public async Task StartAsync(string config, Func<GatewayHostOptions, GatewayHostOptions>? configure = null)
    {
        Gate = await Given.GateAsync(config, configure: configure);
        Admin = GatewayFixture.NewClient(Gate.Admin);
        Root = (await KeyAsync(PermissionSet.All)).Secret;
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Gate.DisposeAsync();
    }

    /// <summary>A name that nobody has yet.</summary>
    public string Name(string prefix = "name") => $"{prefix}-{Interlocked.Increment(ref _names)}";

    public async Task<IssuedKey> KeyAsync(PermissionSet permissions, string tenant = Caller.DefaultTenant, Func<KeySettings, KeySettings>? change = null)
    {
        var settings = new KeySettings { Name = Name("key"), Permissions = permissions };
        ActResult<IssuedKey> made = await Keys.CreateAsync(Actor.Operator("test"), tenant, change?.Invoke(settings) ?? settings, Given.Token);
        Assert.True(made.IsDone, made.Problem);
        return made.Value!;
    }

    public async Task TenantAsync(string id)
    {
        ActResult<Tenant> made = await Gate.Host.Services.GetRequiredService<Tenants>().CreateAsync(Actor.Operator("test"), new Tenant(id), Given.Token);
        Assert.True(made.IsDone, made.Problem);
    }

    /// <param name="secret">The credential; null for none.</param>
    public async Task<Heard> SendAsync(string method, string path, string? secret, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (secret is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Admin.SendAsync(request, Given.Token);
        string text = await response.Content.ReadAsStringAsync(Given.Token);
        return new Heard((int)response.StatusCode, text, response.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Sends and expects 200.</summary>
    public async Task<JsonElement> DoneAsync(string method, string path, string secret, string? body = null)
    {
        Heard heard = await SendAsync(method, path, secret, body);
        Assert.True(heard.Status == 200, $"{method} {path}: {heard.Status} {heard.Text}");
        return heard.Json;
    }
}

/// <summary>An answer.</summary>
public sealed record Heard(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public string Error => Json.GetProperty("error_message").GetString()!;
}
