using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Sluice.Gateway.Exchanges;
using Sluice.Inspection.Dialects;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Exchanges;

/// <summary>Bodies that are not one JSON document, through the whole gate, as OpenAI's API has them.</summary>
public sealed class BodyFormTests
{
    [Fact]
    public async Task A_form_goes_on_with_only_what_was_found_replaced()
    {
        await using RawUpstream upstream = await AnsweringAsync("application/json", """{"text":"fine"}"""u8.ToArray());
        await using GatewayFixture gate = await GateAsync(upstream);
        byte[] sound = [0, 1, 0xFF, 13, 10, .. "EMP-123456"u8];
        using MultipartFormDataContent form = new("limit") { { new StringContent("see EMP-123456."), "prompt" }, { new ByteArrayContent(sound), "file", "a.wav" } };
        byte[] sent = await form.ReadAsByteArrayAsync(Given.Token);
        using HttpResponseMessage response = await gate.Client.PostAsync("/v1/audio/transcriptions", form, Given.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        RawRequest seen = await upstream.NextRequestAsync(Given.Token);
        Assert.Equal(Latin(sent).Replace("see EMP-123456.", "see [REDACTED:employee]."), Latin(seen.Body));
        Assert.Equal(form.Headers.ContentType!.ToString(), seen.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("/v1/audio/transcriptions", "multipart/form-data; boundary=b", "--c\r\n", "invalid_form")]
    [InlineData("/v1/files", "multipart/form-data", "--b--\r\n", "invalid_form")]
    [InlineData("/v1/chat/completions", "application/json", """{"messages":[{"role":"wizard","content":"x"}]}""", "invalid_value")]
    [InlineData("/v1/chat/completions", "application/json", """{"messages":[],"n":1000}""", "invalid_value")]
    [InlineData("/v1/responses", "application/json", """{"input":"x","max_output_tokens":-1}""", "invalid_value")]
    public async Task I2_What_is_not_acceptable_is_refused_in_OpenAIs_shape_and_reaches_nobody(string path, string type, string body, string code)
    {
        await using RawUpstream upstream = await AnsweringAsync("application/json", "{}"u8.ToArray());
        await using GatewayFixture gate = await GateAsync(upstream);
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using HttpResponseMessage response = await gate.Client.PostAsync(path, content, Given.Token);
        Assert.Equal((HttpStatusCode.BadRequest, code, 0), (response.StatusCode, await Given.CodeAsync(response), upstream.Count));
    }

    [Fact]
    public async Task Sound_passes_where_the_endpoint_declares_it_and_nowhere_else()
    {
        byte[] sound = [0xFF, 0xF3, 0, .. "EMP-123456"u8];
        await using RawUpstream upstream = await AnsweringAsync("audio/mpeg", sound);
        await using GatewayFixture gate = await GateAsync(upstream);
        using HttpResponseMessage spoken = await gate.Client.PostAsync("/v1/audio/speech", Given.Json("""{"input":"Ahoy"}"""), Given.Token);
        Assert.Equal(sound, await spoken.Content.ReadAsByteArrayAsync(Given.Token));
        using HttpResponseMessage chat = await gate.Client.PostAsync("/v1/chat/completions", Given.Json("""{"messages":[]}"""), Given.Token);
        Assert.Equal((HttpStatusCode.BadGateway, "unreadable_response_type"), (chat.StatusCode, await Given.CodeAsync(chat)));
    }

    [Fact]
    public async Task An_error_that_calls_itself_sound_does_not_pass()
    {
        await using RawUpstream upstream = await AnsweringAsync("audio/mpeg", "EMP-123456"u8.ToArray(), 500);
        await using GatewayFixture gate = await GateAsync(upstream);
        using HttpResponseMessage spoken = await gate.Client.PostAsync("/v1/audio/speech", Given.Json("""{"input":"Ahoy"}"""), Given.Token);
        Assert.Equal((HttpStatusCode.InternalServerError, "unreadable_response_type"), (spoken.StatusCode, await Given.CodeAsync(spoken)));
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("application/jsonl")]
    [InlineData("text/plain; charset=utf-8")]
    public async Task A_file_is_judged_as_it_flows_whatever_it_calls_itself(string type)
    {
        string lines = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{{\"custom_id\":\"{i}\",\"response\":{{\"body\":{{\"object\":\"chat.completion\",\"choices\":[{{\"index\":0,\"message\":{{\"content\":\"I am EMP-123456\"}}}}]}}}}}}\n"));
        await using RawUpstream upstream = await AnsweringAsync(type, Encoding.UTF8.GetBytes(lines));
        await using GatewayFixture gate = await GateAsync(upstream);
        using HttpResponseMessage response = await gate.Client.GetAsync("/v1/files/file-1/content", Given.Token);
        Assert.Equal(lines.Replace("EMP-123456", "[REDACTED:employee]"), await Given.TextAsync(response));
        Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task A_file_that_is_no_text_passes()
    {
        byte[] picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, .. "EMP-123456"u8];
        await using RawUpstream upstream = await AnsweringAsync("image/png", picture);
        await using GatewayFixture gate = await GateAsync(upstream);
        using HttpResponseMessage response = await gate.Client.GetAsync("/v1/files/file-1/content", Given.Token);
        Assert.Equal(picture, await response.Content.ReadAsByteArrayAsync(Given.Token));
    }

    [Fact]
    public async Task A_transcript_in_plain_text_is_guarded()
    {
        await using RawUpstream upstream = await AnsweringAsync("text/plain", "I am EMP-123456.\n"u8.ToArray());
        await using GatewayFixture gate = await GateAsync(upstream);
        using MultipartFormDataContent form = new() { { new StringContent("text"), "response_format" } };
        using HttpResponseMessage response = await gate.Client.PostAsync("/v1/audio/transcriptions", form, Given.Token);
        Assert.Equal("I am [REDACTED:employee].\n", await Given.TextAsync(response));
    }

    private static Task<RawUpstream> AnsweringAsync(string type, byte[] body, int status = 200) => RawUpstream.StartAsync(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(body).AsTask();
    });

    private static Task<GatewayFixture> GateAsync(RawUpstream upstream) => Given.GateAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "openai": { "ClusterId": "up", "Match": { "Path": "/{**rest}" }, "Metadata": { "Dialect": "openai", "Policy": "default" } } },
            "Clusters": { "up": { "Destinations": { "primary": { "Address": "{{upstream.Address}}" } } } }
          },
          "Sluice": {
            "Detectors": { "employee": { "Pattern": "\\bEMP-[0-9]{6}\\b" } },
            "Policies": { "default": { "Rules": [{ "Find": "employee", "In": "any", "Then": "Redact" }] } }
          }
        }
        """,
        InspectionEntry.Default,
        o => o with { Dialects = DialectCatalog.All });

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
