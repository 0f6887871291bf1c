using System.Net;
using System.Text;
using System.Text.Json;
using Sluice.Gateway.Exchanges;
using Sluice.Inspection.Dialects;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>What of Bedrock needs HTTP to be shown: who may come in, and that its binary streams are guarded.</summary>
public sealed class BedrockTests : IAsyncLifetime
{
    /// <summary>One <c>contentBlockDelta</c> that says <c>see EMP-123456.</c>, with the checksums of zlib.</summary>
    private const string Stream = "AAAAoQAAAFfdaq0YCzpldmVudC10eXBlBwARY29udGVudEJsb2NrRGVsdGENOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcABWV2ZW50eyJjb250ZW50QmxvY2tJbmRleCI6MCwiZGVsdGEiOnsidGV4dCI6InNlZSBFTVAtMTIzNDU2LiJ9fUJazmo=";

    /// <summary>An ARN's slash is a part of the model's id and stays encoded.</summary>
    private const string Profile = "/model/arn:aws:bedrock:us-east-1:1:inference-profile%2Fus.anthropic.claude-x-v1:0/converse-stream";

    private RawUpstream _upstream = null!;
    private GatewayFixture _gate = null!;

    public async ValueTask InitializeAsync()
    {
        _upstream = await RawUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "application/vnd.amazon.eventstream";
            await context.Response.Body.WriteAsync(Convert.FromBase64String(Stream));
        });
        string config = Given.Config(_upstream.Address, sluice: """ "Detectors": { "employee": { "Pattern": "EMP-[0-9]{6}" } }, """)
            .Replace("\"Dialect\": \"probe\"", "\"Dialect\": \"bedrock\"", StringComparison.Ordinal)
            .Replace("\"default\": { \"Rules\": [] }", "\"default\": { \"Rules\": [{ \"Find\": \"employee\", \"Then\": \"Redact\" }] }", StringComparison.Ordinal);
        _gate = await GatewayFixture.StartAsync(config, o => o with { Dialects = DialectCatalog.All, Inspection = InspectionEntry.Default });
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_request_is_refused_before_it_is_sent_on_and_told_the_two_ways_out()
    {
        using HttpResponseMessage response = await SendAsync("AWS4-HMAC-SHA256 Credential=canary/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=00");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        using JsonDocument error = JsonDocument.Parse(await Given.TextAsync(response));
        Assert.Equal("AccessDeniedException", error.RootElement.GetProperty("__type").GetString());
        string message = error.RootElement.GetProperty("message").GetString()!;
        Assert.StartsWith("signature_not_forwardable: ", message, StringComparison.Ordinal);
        Assert.Contains("AWS_BEARER_TOKEN_BEDROCK", message, StringComparison.Ordinal);
        Assert.Contains("Keys", message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
        Assert.Equal(0, _upstream.Count);
    }

    [Fact]
    public async Task A_bearer_key_passes_and_the_binary_stream_is_guarded()
    {
        using HttpResponseMessage response = await SendAsync("Bearer bedrock-key");
        Assert.Equal("application/vnd.amazon.eventstream", response.Content.Headers.ContentType?.MediaType);
        string seen = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(Given.Token));
        Assert.Contains("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"see [REDACTED:employee].\"}}", seen, StringComparison.Ordinal);
        RawRequest request = await _upstream.NextRequestAsync(Given.Token);
        Assert.Equal("Bearer bedrock-key", request.Headers["Authorization"]);
        Assert.Equal(Profile, request.Target);
        Assert.Equal("""{"messages":[{"role":"user","content":[{"text":"I am [REDACTED:employee]"}]}]}""", Encoding.UTF8.GetString(request.Body));
    }

    private async Task<HttpResponseMessage> SendAsync(string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/g" + Profile);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Content = Given.Json("""{"messages":[{"role":"user","content":[{"text":"I am EMP-123456"}]}]}""");
        return await _gate.Client.SendAsync(request, Given.Token);
    }
}
