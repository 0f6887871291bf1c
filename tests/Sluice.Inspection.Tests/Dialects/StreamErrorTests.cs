using System.Text;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;
using Sluice.Inspection.Tests.Dialects.Bedrock;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects;

/// <summary>What a provider says when a stream of its own fails, in every dialect: it passes as it is, and it is guarded.</summary>
public sealed class StreamErrorTests
{
    private const string Sse = "text/event-stream";
    private const string Aws = "application/vnd.amazon.eventstream";

    /// <summary>An error is nothing unknown.</summary>
    private static readonly Policy Strict = Given.Policy(p => p.OnUnknown = "Refuse", ("employee", "any", "Redact"));

    /// <summary>Dialect, path, media type, what comes before, and the error that says something to people.</summary>
    public static TheoryData<string, string, string, byte[], Func<string, byte[]>> Errors()
    {
        TheoryData<string, string, string, byte[], Func<string, byte[]>> rows = [];
        foreach ((string dialect, string path) in ((string, string)[])[("openai", "/v1/chat/completions"), ("azure", "/openai/deployments/x/chat/completions")])
            rows.Add(dialect, path, Sse, Utf8(ChatStream.Content("fine ")), said => Data($$$"""{"error":{"message":"{{{said}}}","type":"server_error","param":null,"code":null}}"""));
        rows.Add("openai", "/v1/completions", Sse, Data("""{"choices":[{"index":0,"text":"fine ","finish_reason":null}]}"""), said => Data($$$"""{"error":{"message":"{{{said}}}"}}"""));
        rows.Add("mistral", "/v1/chat/completions", Sse, Utf8(ChatStream.Content("fine ")), said => Data($$"""{"object":"error","message":"{{said}}","type":"internal_server_error","code":"1100"}"""));
        rows.Add("openai", "/v1/responses", Sse, Named("""{"type":"response.created","response":{"id":"r"}}"""), said => Named($$"""{"type":"error","code":"server_error","message":"{{said}}","param":null,"sequence_number":1}"""));
        rows.Add("openai", "/v1/responses", Sse, Named("""{"type":"response.created","response":{"id":"r"}}"""), said => Named($$$$"""{"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"server_error","message":"{{{{said}}}}"}}}"""));
        rows.Add("openai", "/v1/images/generations", Sse, [], said => Named($$$"""{"type":"error","error":{"message":"{{{said}}}"}}"""));
        rows.Add("anthropic", "/v1/messages", Sse, Named("""{"type":"message_start","message":{"content":[]}}"""), said => Named($$$"""{"type":"error","error":{"type":"overloaded_error","message":"{{{said}}}"}}"""));
        rows.Add("anthropic", "/v1/complete", Sse, Named("""{"type":"completion","completion":"fine ","stop_reason":null}"""), said => Named($$$"""{"type":"error","error":{"type":"api_error","message":"{{{said}}}"}}"""));
        rows.Add("gemini", "/v1beta/models/g:streamGenerateContent", Sse, Data("""{"candidates":[{"index":0,"content":{"parts":[{"text":"fine "}]}}]}"""), said => Data($$$"""{"error":{"code":503,"message":"{{{said}}}","status":"UNAVAILABLE"}}"""));
        rows.Add("cohere", "/v2/chat", Sse, Named("""{"type":"message-start","id":"c","delta":{"message":{"role":"assistant"}}}"""), said => Named($$$"""{"type":"message-end","delta":{"finish_reason":"ERROR","error":"{{{said}}}"}}"""));
        rows.Add("ollama", "/api/chat", "application/x-ndjson", Utf8("{\"message\":{\"role\":\"assistant\",\"content\":\"fine \"},\"done\":false}\n"), said => Utf8($$"""{"error":"{{said}}"}""" + "\n"));
        rows.Add("mcp", "/mcp", Sse, Data("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}"""), said => Data($$$"""{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"{{{said}}}"}}"""));
        rows.Add("bedrock", AwsStream.Claude + "converse-stream", Aws, [.. AwsStream.Start, .. AwsStream.Text("fine ")], Exception);
        rows.Add("bedrock", AwsStream.Claude + "invoke-with-response-stream", Aws, AwsStream.Chunk("""{"type":"message_start","message":{"content":[]}}"""), Exception);
        rows.Add("bedrock", "/model/amazon.nova-lite-v1:0/invoke-with-response-stream", Aws, AwsStream.Chunk("""{"messageStart":{"role":"assistant"}}"""), Exception);
        rows.Add("bedrock", "/model/meta.llama3-8b-instruct-v1:0/invoke-with-response-stream", Aws, AwsStream.Chunk("""{"generation":"fine "}"""), Exception);
        rows.Add("bedrock", "/model/amazon.titan-text-express-v1/invoke-with-response-stream", Aws, AwsStream.Chunk("""{"outputText":"fine "}"""), Exception);
        return rows;

        static byte[] Exception(string said) => AwsStream.Event("throttlingException", $$"""{"message":"{{said}}"}""");
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_upstreams_error_in_a_stream_passes_as_it_is_whatever_the_cut(string dialect, string path, string type, byte[] before, Func<string, byte[]> error)
    {
        byte[] stream = [.. before, .. error("Try again later.")];
        for (int cut = 1; cut < stream.Length; cut++)
            Assert.Equal(stream, Streamed(dialect, path, type, stream, cut));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void What_an_upstreams_error_gives_away_is_taken_out_of_it(string dialect, string path, string type, byte[] before, Func<string, byte[]> error)
    {
        byte[] stream = [.. before, .. error("It was EMP-123456 who said so.")];
        byte[] expected = [.. before, .. error("It was [REDACTED:employee] who said so.")];
        Assert.Equal(expected, Streamed(dialect, path, type, stream, stream.Length));
        Assert.Equal(expected, Streamed(dialect, path, type, stream, before.Length + 7));
    }

    [Fact]
    public void Every_dialect_is_tried() =>
        Assert.Equal(DialectCatalog.All.Keys.Order(StringComparer.Ordinal), Errors().Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    private static byte[] Streamed(string dialect, string path, string type, byte[] stream, int cut)
    {
        IDialect found = DialectCatalog.All[dialect];
        Exchange exchange = new() { Dialect = found, Policy = Strict, Endpoint = found.Resolve("POST", path).Endpoint };
        using StreamGuard guard = Inspector.OpenStream(exchange, type, Given.Limits)!;
        using PooledBuffer<byte> output = new();
        guard.Push(stream.AsSpan(0, cut), output);
        if (!guard.Ended)
            guard.Push(stream.AsSpan(cut), output);
        guard.Complete(output);
        return output.Span.ToArray();
    }

    private static byte[] Data(string json) => Utf8($"data: {json}\n\n");

    private static byte[] Named(string json) => Utf8($"event: {json.Split('"')[3]}\ndata: {json}\n\n");

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
