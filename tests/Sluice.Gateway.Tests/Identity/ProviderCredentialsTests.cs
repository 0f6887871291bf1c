using System.Net;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Identity;

/// <summary>A credential of one provider never reaches another.</summary>
public sealed class ProviderCredentialsTests
{
    [Theory]
    [InlineData("/g/chat")]
    [InlineData("/g/models")]
    public async Task Headers_of_other_providers_credentials_are_not_sent_on(string path)
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => Task.CompletedTask);
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Given.Json("{}") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer mine");
        foreach (string foreign in (string[])["x-api-key", "api-key", "x-goog-api-key"])
            request.Headers.TryAddWithoutValidation(foreign, "theirs");
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        RawRequest seen = await upstream.NextRequestAsync(Given.Token);
        Assert.Equal("Bearer mine", seen.Headers["Authorization"]);
        Assert.DoesNotContain(seen.Headers, h => h.Value.Contains("theirs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://api.openai.com/", "Bearer sk-ant-api03-canary", true)]
    [InlineData("https://api.openai.com/", "Bearer AIzaCanary", true)]
    [InlineData("https://api.openai.com/", "Bearer ABSKcanary", true)]
    [InlineData("https://eu.api.openai.com/", "bearer  sk-ant-canary", true)]
    [InlineData("https://my.openai.azure.com/", "Bearer sk-proj-canary", true)]
    [InlineData("https://bedrock-runtime.eu-west-1.amazonaws.com/", "Bearer sk-ant-canary", true)]
    [InlineData("https://api.openai.com/", "Bearer sk-proj-canary", false)]
    [InlineData("https://api.openai.com/", "Bearer sk-canary", false)]
    [InlineData("https://gateway.example.com/", "Bearer sk-ant-canary", false)]
    [InlineData("https://notopenai.com/", "Bearer sk-ant-canary", false)]
    public async Task A_key_that_names_its_provider_is_not_sent_to_another(string address, string credential, bool refused)
    {
        // The address is a public one and must not be reached: what is let through ends at a handler that fails the connection.
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(new Uri(address), cluster: """ "HttpClient": { "WebProxy": { "Address": "http://127.0.0.1:1/" } }, """));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/g/chat") { Content = Given.Json("{}") };
        request.Headers.TryAddWithoutValidation("Authorization", credential);
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        string body = await Given.TextAsync(response);
        Assert.Equal(refused ? HttpStatusCode.Unauthorized : HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(refused, body.Contains("foreign_credential", StringComparison.Ordinal));
        Assert.DoesNotContain("canary", body, StringComparison.Ordinal);
    }
}
