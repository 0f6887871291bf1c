using System.Globalization;
using System.Reflection;
using System.Text;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;
using Sluice.Inspection.Tests.Dialects;
using Sluice.Inspection.Tests.Dialects.Bedrock;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests;

/// <summary>Parts and events of types that no dialect knows: the policy's <c>OnUnknown</c> decides on them, wherever they stand.</summary>
public sealed class UnknownContentTests
{
    private const string Beam = "{\"type\":\"hologram\",\"beam\":\"EMP-123456\"}";
    private const string Kind = "{\"hologram\":{\"beam\":\"EMP-123456\"}}";
    private const string Claude = "/model/anthropic.claude-x-v1:0/invoke";
    private const string Nova = "/model/amazon.nova-lite-v1:0/invoke";
    private const string Aws = "application/vnd.amazon.eventstream";
    private const string Sse = "text/event-stream";

    private static readonly Policy Scan = Given.Policy(("employee", "any", "Redact"));
    private static readonly Policy Refuse = Given.Policy(p => p.OnUnknown = "Refuse", ("employee", "any", "Redact"));
    private static readonly Policy Pass = Given.Policy(p => p.OnUnknown = "Pass", ("employee", "any", "Redact"));
    private static readonly Policy Monitor = Given.Policy(p => (p.OnUnknown, p.Mode) = ("Refuse", "Monitor"), ("employee", "any", "Redact"));

    private delegate void Visitor(ref JsonWalker walker, Exchange exchange);

    /// <summary>Dialect, path, direction, kind, and a body in which the unknown stands once.</summary>
    public static TheoryData<string, string, Direction, UnknownKind, string> Bodies()
    {
        TheoryData<string, string, Direction, UnknownKind, string> rows = [];
        foreach ((string dialect, string path) in ((string, string)[])[("openai", "/v1/chat/completions"), ("azure", "/openai/deployments/x/chat/completions"), ("mistral", "/v1/chat/completions")])
        {
            Part(dialect, path, Direction.Request, $$"""{"messages":[{"role":"user","content":[{"type":"text","text":"hi"},{{Beam}}]}]}""");
            Part(dialect, path, Direction.Response, $$"""{"choices":[{"index":0,"message":{"role":"assistant","content":[{{Beam}},{"text":"hi","type":"text"}]},"finish_reason":"stop"}]}""");
        }

        foreach ((string dialect, string path) in ((string, string)[])[("openai", "/v1/responses"), ("azure", "/openai/v1/responses")])
        {
            Part(dialect, path, Direction.Request, $$"""{"input":[{{Beam}},{"role":"user","content":"hi"}]}""");
            Part(dialect, path, Direction.Request, $$"""{"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"},{{Beam}}]}]}""");
            Part(dialect, path, Direction.Response, $$"""{"id":"r","output":[{{Beam}},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"hi"}]}]}""");
        }

        Part("openai", "/v1/moderations", Direction.Request, $$"""{"input":[{"type":"text","text":"hi"},{{Beam}}]}""");
        Event("openai", "/v1/realtime", Direction.Request, """{"type":"hologram","beam":"EMP-123456"}""");
        Part("openai", "/v1/realtime", Direction.Request, $$$"""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{{{Beam}}}]}}""");
        foreach ((string dialect, string path) in ((string, string)[])[("anthropic", "/v1/messages"), ("bedrock", Claude)])
        {
            Part(dialect, path, Direction.Request, $$"""{"messages":[{"role":"user","content":[{"type":"text","text":"hi"},{{Beam}}]}]}""");
            Part(dialect, path, Direction.Request, $$"""{"messages":[{"role":"user","content":[{"type":"tool_result","content":[{{Beam}}]}]}]}""");
            Part(dialect, path, Direction.Response, $$"""{"type":"message","content":[{"type":"text","text":"hi"},{{Beam}}]}""");
        }

        Part("anthropic", "/v1/messages/batches", Direction.Request, $$$"""{"requests":[{"custom_id":"a","params":{"messages":[{"role":"user","content":[{{{Beam}}}]}]}}]}""");
        Part("gemini", "/v1beta/models/gemini-x:generateContent", Direction.Request, $$"""{"contents":[{"role":"user","parts":[{"text":"hi"},{{Kind}}]}]}""");
        Part("gemini", "/v1beta/models/gemini-x:generateContent", Direction.Response, $$"""{"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"hi"},{{Kind}}]},"finishReason":"STOP"}]}""");
        foreach (string path in (string[])["/model/x.y-v1:0/converse", Nova])
        {
            Part("bedrock", path, Direction.Request, $$"""{"messages":[{"role":"user","content":[{"text":"hi"},{{Kind}}]}]}""");
            Part("bedrock", path, Direction.Response, $$$"""{"output":{"message":{"role":"assistant","content":[{{{Kind}}},{"text":"hi"}]}},"stopReason":"end_turn"}""");
        }

        Part("bedrock", "/model/x.y-v1:0/count-tokens", Direction.Request, $$$$"""{"input":{"converse":{"messages":[{"role":"user","content":[{{{{Kind}}}}]}]}}}""");
        Part("cohere", "/v2/chat", Direction.Request, $$"""{"messages":[{"role":"user","content":[{"type":"text","text":"hi"},{{Beam}}]}]}""");
        Part("cohere", "/v2/chat", Direction.Response, $$$"""{"id":"c","message":{"role":"assistant","content":[{{{Beam}}},{"type":"text","text":"hi"}]}}""");
        Part("cohere", "/v2/embed", Direction.Request, $$"""{"inputs":[{"content":[{{Beam}}]}]}""");
        Event("mcp", "/mcp", Direction.Request, """{"jsonrpc":"2.0","id":1,"method":"hologram","params":{"beam":"EMP-123456"}}""");
        Part("mcp", "/mcp", Direction.Response, $$$"""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"hi"},{{{Beam}}}]}}""");
        return rows;

        void Part(string dialect, string path, Direction direction, string body) => rows.Add(dialect, path, direction, UnknownKind.Part, body);
        void Event(string dialect, string path, Direction direction, string body) => rows.Add(dialect, path, direction, UnknownKind.Event, body);
    }

    /// <summary>Dialect, path, media type, what comes before the unknown event or part, that, and what comes behind it.</summary>
    public static TheoryData<string, string, string, byte[], byte[], byte[]> Streams()
    {
        TheoryData<string, string, string, byte[], byte[], byte[]> rows = [];
        foreach ((string dialect, string path) in ((string, string)[])[("openai", "/v1/chat/completions"), ("azure", "/openai/deployments/x/chat/completions"), ("mistral", "/v1/chat/completions")])
            rows.Add(dialect, path, Sse, Utf8(ChatStream.Content("fine ")), Utf8(ChatStream.Chunk($$"""{"content":[{{Beam}}]}""")), Utf8(ChatStream.Finish() + ChatStream.Done));
        foreach ((string dialect, string path) in ((string, string)[])[("openai", "/v1/responses"), ("azure", "/openai/v1/responses")])
        {
            byte[] first = Named("""{"type":"response.created","response":{"id":"r"},"sequence_number":0}""");
            rows.Add(dialect, path, Sse, first, Named("""{"type":"response.hologram.shown","output_index":0,"beam":"EMP-123456","sequence_number":1}"""), Named("""{"type":"response.completed","response":{"id":"r"},"sequence_number":2}"""));
            rows.Add(dialect, path, Sse, first, Named($$"""{"type":"response.output_item.added","output_index":0,"item":{{Beam}},"sequence_number":1}"""), Named("""{"type":"response.completed","response":{"id":"r"},"sequence_number":2}"""));
        }

        rows.Add("openai", "/v1/images/generations", Sse, [], Named("""{"type":"image_generation.hologram","beam":"EMP-123456"}"""), Named("""{"type":"image_generation.completed","b64_json":"aGk="}"""));
        byte[] begun = Named("""{"type":"message_start","message":{"content":[]}}""");
        byte[] over = Named("""{"type":"message_stop"}""");
        rows.Add("anthropic", "/v1/messages", Sse, begun, Named("""{"type":"hologram","beam":"EMP-123456"}"""), over);
        rows.Add("anthropic", "/v1/messages", Sse, begun, Named($$"""{"type":"content_block_start","index":0,"content_block":{{Beam}}}"""), over);
        rows.Add("anthropic", "/v1/complete", Sse, Utf8("event: ping\ndata: {\"type\":\"ping\"}\n\n"), Utf8("event: hologram\ndata: {\"beam\":\"EMP-123456\"}\n\n"), Utf8("event: completion\ndata: {\"type\":\"completion\",\"completion\":\"\",\"stop_reason\":\"stop_sequence\"}\n\n"));
        rows.Add("cohere", "/v2/chat", Sse, Named("""{"type":"message-start","id":"c","delta":{"message":{"role":"assistant"}}}"""), Named("""{"type":"hologram","beam":"EMP-123456"}"""), Named("""{"type":"message-end","delta":{"finish_reason":"COMPLETE"}}"""));
        rows.Add("gemini", "/v1beta/models/gemini-x:streamGenerateContent", Sse, Data("""{"candidates":[{"index":0,"content":{"parts":[{"text":"fine "}]}}]}"""), Data($$$"""{"candidates":[{"index":0,"content":{"parts":[{{{Kind}}}]}}]}"""), Data("""{"candidates":[{"index":0,"finishReason":"STOP"}]}"""));
        rows.Add("mcp", "/mcp", Sse, Data("""{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"fine"}}"""), Data("""{"jsonrpc":"2.0","method":"notifications/hologram","params":{"beam":"EMP-123456"}}"""), Data("""{"jsonrpc":"2.0","id":1,"result":{}}"""));
        rows.Add("bedrock", "/model/x.y-v1:0/converse-stream", Aws, AwsStream.Start, AwsStream.Event("hologram", """{"beam":"EMP-123456"}"""), AwsStream.End);
        rows.Add("bedrock", "/model/x.y-v1:0/converse-stream", Aws, AwsStream.Start, AwsStream.Event("contentBlockDelta", $$"""{"contentBlockIndex":0,"delta":{{Kind}}}"""), AwsStream.End);
        rows.Add("bedrock", Nova + "-with-response-stream", Aws, AwsStream.Chunk("""{"messageStart":{"role":"assistant"}}"""), AwsStream.Chunk(Kind), AwsStream.Chunk("""{"messageStop":{"stopReason":"end_turn"}}"""));
        rows.Add("bedrock", Claude + "-with-response-stream", Aws, AwsStream.Chunk("""{"type":"message_start","message":{"content":[]}}"""), AwsStream.Chunk(Beam), AwsStream.Chunk("""{"type":"message_stop"}"""));
        rows.Add("bedrock", "/model/meta.llama3-8b-instruct-v1:0/invoke-with-response-stream", Aws, AwsStream.Chunk("""{"generation":"fine "}"""), AwsStream.Event("hologram", """{"beam":"EMP-123456"}"""), AwsStream.Chunk("""{"generation":"","stop_reason":"stop"}"""));
        return rows;
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void An_unknown_part_or_message_is_scanned_refused_or_passes_and_is_counted(string dialect, string path, Direction direction, UnknownKind kind, string body)
    {
        Exchange scanned = Exchange(dialect, path, Scan);
        Assert.Equal(body.Replace("EMP-123456", "[REDACTED:employee]", StringComparison.Ordinal), Judged(scanned, direction, body).Text);
        Assert.Equal([new UnknownEntry(direction, kind, 1)], scanned.Tally.Unknown);

        Exchange refused = Exchange(dialect, path, Refuse);
        Refusal refusal = Judged(refused, direction, body).Refusal!;
        Assert.Equal((direction == Direction.Request ? 400 : 502, kind == UnknownKind.Part ? "unknown_part" : "unknown_event"), (refusal.Status, refusal.Code));
        Assert.Equal(direction == Direction.Request, refusal.Message.Contains("'hologram'", StringComparison.Ordinal));
        Assert.Equal([new UnknownEntry(direction, kind, 1)], refused.Tally.Unknown);
        Assert.Contains("does not know", new Wire(dialect, path).Error(refusal), StringComparison.Ordinal);

        Exchange passed = Exchange(dialect, path, Pass);
        Assert.Equal(body, Judged(passed, direction, body).Text);
        Assert.Equal([new UnknownEntry(direction, kind, 1)], passed.Tally.Unknown);

        Exchange watched = Exchange(dialect, path, Monitor);
        Assert.Equal(body, Judged(watched, direction, body).Text);
        Assert.Equal([new UnknownEntry(direction, kind, 1)], watched.Tally.Unknown);
        Assert.Single(watched.Tally.Entries);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void An_unknown_event_or_part_of_a_stream_is_scanned_refused_or_passes_and_is_counted(string dialect, string path, string type, byte[] before, byte[] unknown, byte[] behind)
    {
        byte[] stream = [.. before, .. unknown, .. behind];
        Exchange scanned = Exchange(dialect, path, Scan);
        byte[] seen = Streamed(scanned, type, stream);
        Assert.True(Holds(seen, "[REDACTED:employee]") && !Holds(seen, "EMP-123456"), Text(seen));
        Assert.True(seen.AsSpan().StartsWith(before) && seen.AsSpan().EndsWith(behind), Text(seen));
        Assert.Equal(1, Assert.Single(scanned.Tally.Unknown).Count);

        Exchange passed = Exchange(dialect, path, Pass);
        Assert.Equal(stream, Streamed(passed, type, stream));
        Assert.Equal(1, Assert.Single(passed.Tally.Unknown).Count);

        Assert.Equal(stream, Streamed(Exchange(dialect, path, Monitor), type, stream));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_that_is_refused_ends_with_an_error_of_its_own_grammar_whatever_the_cut(string dialect, string path, string type, byte[] before, byte[] unknown, byte[] behind)
    {
        byte[] stream = [.. before, .. unknown, .. behind];
        Exchange refused = Exchange(dialect, path, Refuse);
        byte[] seen = Streamed(refused, type, stream);
        Assert.Equal(1, Assert.Single(refused.Tally.Unknown).Count);
        Assert.True(seen.AsSpan().StartsWith(before), Text(seen));
        Assert.True(Holds(seen[before.Length..], "does not know") && !Holds(seen, "hologram") && !Holds(seen, "EMP-123456"), Text(seen));
        using StreamGuard failed = Inspector.OpenStream(Exchange(dialect, path, Refuse), type, Given.Limits)!;
        using PooledBuffer<byte> own = new();
        failed.Push(before, own);
        failed.Fail(new Refusal(502, refused.Tally.Unknown[0].Kind == UnknownKind.Part ? "unknown_part" : "unknown_event", Message(refused.Tally.Unknown[0].Kind)), own);
        Assert.Equal(Text(own.Span.ToArray()), Text(seen));
        for (int cut = 1; cut < stream.Length; cut++)
            Assert.Equal(seen, Streamed(Exchange(dialect, path, Refuse), type, stream, cut, int.MaxValue));
        Random random = new(11);
        for (int run = 0; run < 20; run++)
            Assert.Equal(seen, Streamed(Exchange(dialect, path, Refuse), type, stream, [.. Enumerable.Range(0, 200).Select(_ => random.Next(1, 40))]));
    }

    [Fact]
    public void Every_dialect_whose_contents_or_events_have_types_is_tried()
    {
        // Ollama's messages hold a string, and its lines are no events of a type.
        IEnumerable<string> tried = Bodies().Select(row => row.Data.Item1).Concat(Streams().Select(row => row.Data.Item1)).Append("ollama").Distinct();
        Assert.Equal(DialectCatalog.All.Keys.Order(StringComparer.Ordinal), tried.Order(StringComparer.Ordinal));
    }

    public static IEnumerable<TheoryDataRow<string>> Samples() => GoldenSample.Names();

    [Theory]
    [MemberData(nameof(Samples))]
    public void In_a_golden_sample_is_nothing_unknown_but_what_it_says(string name)
    {
        GoldenSample sample = GoldenSample.Load(name);
        SlotList found = new();
        foreach (byte[] request in sample.Requests)
            Visit(request, (ref walker, exchange) => sample.Endpoint.VisitRequest(ref walker, exchange));
        if (sample.Answer is { } answer)
            Visit(answer, (ref walker, exchange) => sample.Endpoint.VisitAnswer(ref walker, exchange));
        if (sample.Stream is { } stream && sample.StreamEndpoint.OpenStream(sample.MediaType) is { } grammar)
        {
            foreach (byte[] frame in GoldenSample.Frames(sample.MediaType, stream))
            {
                byte[] eventName = GoldenSample.EventName(sample.MediaType, frame);
                if (GoldenSample.Payload(sample.MediaType, frame) is { } payload)
                    Visit(payload, (ref walker, exchange) => grammar.Visit(ref walker, eventName, exchange));
            }
        }

        Assert.Equal(sample.Unknown.Order(StringComparer.Ordinal), found.Unknown.Select(u => u.Type ?? "").Distinct().Order(StringComparer.Ordinal));

        void Visit(byte[] document, Visitor visit)
        {
            JsonWalker walker = new(document, found, Given.Limits.MaxDepth, names: null);
            visit(ref walker, sample.Exchange(Scan));
        }
    }

    [Fact]
    public void Every_type_that_a_dialect_knows_stands_in_one_of_its_samples()
    {
        IEnumerable<FieldInfo> fields = typeof(KnownTypes).Assembly.GetTypes().SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public));
        List<string> missing = [];
        int known = 0;
        foreach (FieldInfo field in fields.Where(f => f.FieldType == typeof(KnownTypes)))
        {
            // OpenAI's visitors serve Azure and Mistral as well; those that stand in no folder of a dialect serve many.
            string vendor = field.DeclaringType!.Namespace!.Split("Dialects")[^1].Trim('.').Split('.')[0];
            string samples = Samples(vendor switch { "" => DialectCatalog.All.Keys, "OpenAi" => ["openai", "azure", "mistral"], _ => [vendor.ToLowerInvariant()] });
            foreach (string type in ((KnownTypes)field.GetValue(null)!).All)
            {
                known++;
                if (!samples.Contains($"\"{type}\"", StringComparison.Ordinal) && !samples.Contains($"event: {type}\n", StringComparison.Ordinal) && type is not ("chunk" or "error"))
                    missing.Add($"{field.DeclaringType.Name}: {type}");
            }
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
        Assert.True(known > 250, $"{known} types");
    }

    [Theory]
    [InlineData("session.hologram", false)]
    [InlineData("session.updated", true)]
    public void A_realtime_session_is_ended_by_an_event_that_its_policy_refuses(string type, bool known)
    {
        Exchange exchange = Exchange("openai", "/v1/realtime", Refuse);
        using StreamGuard guard = Inspector.OpenStream(exchange, MessageFraming.MediaType, Given.Limits)!;
        using PooledBuffer<byte> output = new();
        guard.Push(Utf8($$"""{"type":"{{type}}","beam":"EMP-123456"}"""), output);
        Assert.Equal((!known, known ? 0 : 1), (guard.Ended, exchange.Tally.Unknown.Count));
        Assert.Equal(!known, Text(output.Span.ToArray()).Contains("\"code\":\"unknown_event\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.b-c_9", " 'a.b-c_9'")]
    [InlineData("\\u0068olo", " 'holo'")]
    [InlineData("holo gram", "")]
    [InlineData("<b>", "")]
    [InlineData("h\\u00f6lo", "")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "")]
    public void Only_a_plain_short_word_is_repeated_to_its_caller(string type, string named)
    {
        Refusal refusal = Given.Refused(Refuse, $$"""{"messages":[{"role":"user","content":[{"type":"{{type}}"}]}]}""")!;
        Assert.Equal($"The request holds a content part of a type that this gate does not know{named}, and the policy refuses such.", refusal.Message);
    }

    [Theory]
    [InlineData("""{"type":"\u0074ext","text":"hi"}""")]
    [InlineData("""{"text":"hi"}""")]
    [InlineData("""{"type":null,"text":"hi"}""")]
    public void A_type_that_is_spelled_otherwise_or_missing_is_not_unknown(string part) =>
        Assert.Null(Given.Refused(Refuse, $$"""{"messages":[{"role":"user","content":[{{part}}]}]}"""));

    [Fact]
    public void What_passes_takes_what_stands_within_it_along_and_nothing_else()
    {
        const string Before = """{"type":"text","text":"EMP-111111"}""";
        string nested = $$"""{"type":"hologram","content":[{{Beam}},{"type":"text","text":"EMP-222222"}],"beam":"EMP-333333"}""";
        const string Behind = """{"type":"text","text":"EMP-444444"}""";
        string body = $$"""{"messages":[{"role":"user","content":[{{Before}},{{nested}},{{Behind}},{{Beam}},{{Behind}}]}]}""";
        Exchange exchange = Exchange("anthropic", "/v1/messages", Pass);
        string expected = body.Replace("EMP-111111", "[REDACTED:employee]", StringComparison.Ordinal).Replace("EMP-444444", "[REDACTED:employee]", StringComparison.Ordinal);
        Assert.Equal(expected, Judged(exchange, Direction.Request, body).Text);
        Assert.Equal([new UnknownEntry(Direction.Request, UnknownKind.Part, 3)], exchange.Tally.Unknown);
    }

    [Fact]
    public void Lines_of_a_file_are_judged_as_well()
    {
        string line = $$$"""{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"messages":[{"role":"user","content":[{{{Beam}}}]}]}}""";
        string form = $"--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n{line}\n{line}\r\n--b--\r\n";
        foreach ((Policy policy, string? code) in ((Policy, string?)[])[(Refuse, "unknown_part"), (Pass, null), (Scan, null)])
        {
            Exchange exchange = Exchange("openai", "/v1/files", policy);
            exchange.RequestType = "multipart/form-data; boundary=b";
            (string text, Refusal? refusal) = Judged(exchange, Direction.Request, form);
            Assert.Equal((code, 2), (refusal?.Code, Assert.Single(exchange.Tally.Unknown).Count));
            Assert.Equal(policy == Scan, !text.Contains("EMP-123456", StringComparison.Ordinal));
        }
    }

    /// <summary>All bodies and payloads of all samples of some dialects.</summary>
    private static string Samples(IEnumerable<string> dialects)
    {
        StringBuilder all = new();
        foreach (string name in GoldenSample.Names().Select(row => row.Data).Where(n => dialects.Contains(n.Split('/')[0], StringComparer.Ordinal)))
        {
            GoldenSample sample = GoldenSample.Load(name);
            foreach (byte[] body in sample.Requests.Append(sample.Answer ?? []).Append(sample.Stream ?? []))
                all.Append(Encoding.UTF8.GetString(body).Replace("\": \"", "\":\"", StringComparison.Ordinal));
            foreach (byte[] frame in sample.Stream is { } stream && string.Equals(sample.MediaType, Aws, StringComparison.Ordinal) ? GoldenSample.Frames(Aws, stream) : [])
                all.Append('"').Append(Encoding.UTF8.GetString(GoldenSample.EventName(Aws, frame))).Append('"').Append(Encoding.UTF8.GetString(GoldenSample.Payload(Aws, frame) ?? []));
        }

        return all.ToString();
    }

    private static string Message(UnknownKind kind) => string.Create(
        CultureInfo.InvariantCulture, $"The provider sent {(kind == UnknownKind.Part ? "a content part" : "an event")} of a type that this gate does not know, and the policy refuses such.");

    private static Exchange Exchange(string dialect, string path, Policy policy)
    {
        IDialect found = DialectCatalog.All[dialect];
        Operation operation = found.Resolve(path.EndsWith("/realtime", StringComparison.Ordinal) ? "GET" : "POST", path);
        Assert.False(operation.Endpoint.IsUnknown, path);
        return new Exchange { Dialect = found, Policy = policy, Endpoint = operation.Endpoint, Streaming = operation.Streaming };
    }

    private static (string Text, Refusal? Refusal) Judged(Exchange exchange, Direction direction, string body)
    {
        BodyVerdict verdict = direction == Direction.Request
            ? Inspector.InspectRequest(exchange, Utf8(body), Given.Limits)
            : Inspector.InspectResponse(exchange, Utf8(body), Given.Limits);
        using PooledBuffer<byte>? replacement = verdict.Replacement;
        return (replacement is null ? body : Encoding.UTF8.GetString(replacement.Span), verdict.Refusal);
    }

    private static byte[] Streamed(Exchange exchange, string type, byte[] stream, params int[] pieces)
    {
        using StreamGuard guard = Inspector.OpenStream(exchange, type, Given.Limits)!;
        using PooledBuffer<byte> output = new();
        int at = 0;
        for (int i = 0; at < stream.Length && !guard.Ended; i++)
        {
            int length = Math.Min(i < pieces.Length ? pieces[i] : int.MaxValue, stream.Length - at);
            guard.Push(stream.AsSpan(at, length), output);
            at += length;
        }

        guard.Complete(output);
        return output.Span.ToArray();
    }

    /// <summary>Whether a stream holds a text, chunks of base64 unpacked.</summary>
    private static bool Holds(byte[] stream, string text) => Text(stream).Contains(text, StringComparison.Ordinal);

    private static string Text(byte[] stream) => stream.Length > 0 && stream[0] == 0 ? string.Join('\n', AwsStream.Read(stream)) : Encoding.UTF8.GetString(stream);

    private static byte[] Data(string json) => Utf8($"data: {json}\n\n");

    /// <summary>An event that its name says the type of, too.</summary>
    private static byte[] Named(string json) => Utf8($"event: {json.Split('"')[3]}\ndata: {json}\n\n");

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
