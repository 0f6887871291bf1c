using System.Text;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects.Anthropic;

public sealed class MessageEventsTests
{
    private const string Card = "4111 1111 1111 1111";

    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"), ("codename", "any", "Redact"), ("pii/payment-card", "any", "Redact"));
    private static readonly Policy Holding = Given.Policy(("pii/email", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("codename", "response", "Block"));

    [Fact]
    public void A_card_cut_at_every_position_is_redacted_as_in_the_whole_text()
    {
        const string Text = "Pay with " + Card + ", please.";
        for (int at = 0; at <= Text.Length; at++)
        {
            string stream = MessageStream.Of([Text[..at], Text[at..]]);
            SortedDictionary<string, string> seen = MessageStream.Gather(MessageStream.Streamed(Redact, stream));
            Assert.Equal("Pay with [REDACTED:pii/payment-card], please.", seen["0.text"]);
            Assert.Equal("end_turn", seen["stop_reason"]);
        }
    }

    [Fact]
    public void A_value_may_begin_in_the_event_that_opens_its_block()
    {
        string stream = MessageStream.Start + MessageStream.Open(0, "{\"type\":\"text\",\"text\":\"see EMP-1\"}") + MessageStream.Text("23456") + MessageStream.Stop() + MessageStream.End;
        Assert.Equal("see [REDACTED:employee]", MessageStream.Gather(MessageStream.Streamed(Redact, stream))["0.text"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    public void The_upstreams_bytes_may_arrive_in_any_pieces(int length)
    {
        string stream = MessageStream.Of(ChatStream.Cut("Ask EMP-123456 about Falcon Nine: näïve 😀 done", 1));
        string whole = MessageStream.Streamed(Redact, stream);
        Assert.Equal(whole, MessageStream.Streamed(Redact, stream, length));
        Assert.Equal("Ask [REDACTED:employee] about [REDACTED:codename]: näïve 😀 done", MessageStream.Gather(whole)["0.text"]);
    }

    [Fact]
    public void A_stream_may_be_cut_at_every_byte()
    {
        string stream = MessageStream.Start + MessageStream.OpenText() + MessageStream.Text("Ask EMP-1") + MessageStream.Ping + MessageStream.Text("23456 é") + MessageStream.Stop() + MessageStream.End;
        string whole = MessageStream.Streamed(Redact, stream);
        int bytes = Encoding.UTF8.GetByteCount(stream);
        for (int at = 1; at < bytes; at++)
            Assert.Equal(whole, MessageStream.Streamed(Redact, stream, at, bytes));
    }

    private static readonly string Rich = MessageStream.Start + MessageStream.Ping
        + MessageStream.OpenThinking(0) + MessageStream.Thinking("Let me think", 0) + MessageStream.Thinking(" jane", 0) + MessageStream.Signature(0) + MessageStream.Stop(0)
        + MessageStream.Open(1, "{\"type\":\"redacted_thinking\",\"data\":\"EmwKAhgBEgy3va3pzix\"}") + MessageStream.Stop(1)
        + MessageStream.OpenText(2) + MessageStream.Text("Hello", 2) + MessageStream.Text(" world", 2) + MessageStream.Stop(2)
        + MessageStream.OpenTool(3) + MessageStream.Input("", 3) + MessageStream.Input("{\"to\": \"j", 3) + MessageStream.Input("ane\", \"n\": 12.50}", 3) + MessageStream.Stop(3)
        + MessageStream.Open(4, "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_1\",\"content\":[{\"type\":\"web_search_result\",\"title\":\"T\",\"url\":\"https://x.example\",\"encrypted_content\":\"EqgfCioIARgBIiQ3\",\"page_age\":null}]}") + MessageStream.Stop(4)
        + MessageStream.Open(5, "{\"citations\":[],\"type\":\"text\",\"text\":\"\"}") + MessageStream.Delta(5, "{\"type\":\"citations_delta\",\"citation\":{\"type\":\"char_location\",\"cited_text\":\"q\",\"document_index\":0,\"start_char_index\":1E0,\"end_char_index\":50}}") + MessageStream.Text("cited", 5) + MessageStream.Stop(5)
        + MessageStream.Event("brand_new", "\"x\":{\"y\":[\"z\",1.0]}")
        + MessageStream.Close("tool_use");

    public static TheoryData<string> CleanStreams => new()
    {
        Rich,
        Rich.Replace("\n", "\r\n"),
        Rich.Replace("data: ", "data:"),
        ": comment\n\n" + Rich.Replace("\n\n", "\n\n: keep-alive\n\n"),
        "id: 7\nretry: 10\n" + Rich,
        MessageStream.Start + MessageStream.Event("error", "\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}"),
        MessageStream.Start + MessageStream.OpenText() + MessageStream.Text("half") + MessageStream.Event("error", "\"error\":{\"type\":\"api_error\",\"message\":\"no\"}"),
        "event: ping\ndata: 17\n\ndata: not json\n\n",
    };

    [Theory]
    [MemberData(nameof(CleanStreams))]
    public void A_clean_stream_is_the_upstreams_own_bytes(string stream)
    {
        Assert.Equal(stream, MessageStream.Streamed(Redact, stream));
        Assert.Equal(stream, MessageStream.Streamed(Redact, stream, 1));
    }

    [Theory]
    [MemberData(nameof(CleanStreams))]
    public void A_clean_stream_that_is_held_back_has_the_same_events_and_texts(string stream)
    {
        string seen = MessageStream.Streamed(Holding, stream, 1);
        if (stream.Contains("not json", StringComparison.Ordinal))
        {
            Assert.Equal(stream, seen);
            return;
        }

        Assert.Equal(MessageStream.Gather(stream), MessageStream.Gather(seen));
        bool idle = stream.Contains("keep-alive", StringComparison.Ordinal); // No text waits while the upstream only says that it is still there.
        if (!idle)
            Assert.Equal(Names(stream), Names(seen));
    }

    [Fact]
    public void Text_that_is_held_at_its_blocks_end_leaves_with_the_event_that_waits_for_it()
    {
        string stream = MessageStream.Of(["see you", " jane"]);
        Assert.Equal(MessageStream.Of(["see ", "you jane"]), MessageStream.Streamed(Holding, stream));
    }

    [Fact]
    public void Text_that_is_held_while_a_ping_comes_leaves_before_its_block_stops()
    {
        string stream = MessageStream.Start + MessageStream.OpenText() + MessageStream.Text("see jane") + MessageStream.Ping + MessageStream.Stop() + MessageStream.End;
        string expected = MessageStream.Start + MessageStream.OpenText() + MessageStream.Text("see ") + MessageStream.Ping + MessageStream.Text("jane") + MessageStream.Stop() + MessageStream.End;
        Assert.Equal(expected, MessageStream.Streamed(Holding, stream));
    }

    [Fact]
    public void Blocks_have_lanes_of_their_own()
    {
        string stream = MessageStream.Start + MessageStream.OpenText(0) + MessageStream.OpenTool(1) + MessageStream.Text("EMP-12", 0) + MessageStream.Input("{\"a\":\"EMP-65", 1)
            + MessageStream.Text("3456.", 0) + MessageStream.Input("4321\"}", 1) + MessageStream.Stop(0) + MessageStream.Stop(1) + MessageStream.End;
        SortedDictionary<string, string> seen = MessageStream.Gather(MessageStream.Streamed(Redact, stream));
        Assert.Equal(("[REDACTED:employee].", "{\"a\":\"[REDACTED:employee]\"}"), (seen["0.text"], seen["1.partial_json"]));
    }

    [Fact]
    public void The_index_may_stand_behind_the_delta()
    {
        string stream = MessageStream.Start + MessageStream.OpenText(0) + MessageStream.OpenText(1) + Last("EMP-12", 1) + Last("3456", 0) + Last("3456", 1) + MessageStream.Stop(0) + MessageStream.Stop(1) + MessageStream.End;
        SortedDictionary<string, string> seen = MessageStream.Gather(MessageStream.Streamed(Redact, stream));
        Assert.Equal(("3456", "[REDACTED:employee]"), (seen["0.text"], seen["1.text"]));

        static string Last(string text, int index) => MessageStream.Text(text, index).Replace($"\"index\":{index},", "").Replace("}}\n", $"}},\"index\":{index}}}\n");
    }

    [Fact]
    public void Streamed_tool_input_is_matched_as_decoded_and_stays_valid_JSON()
    {
        const string Input = """{"to":"EMP-123456","n":[1e5,-2.50],"nested":{"EMP-654321":"\u0045MP\u002d111111 \n \"x\" é"},"card":4111111111111111}""";
        const string Expected = """{"to":"[REDACTED:employee]","n":[1e5,-2.50],"nested":{"[REDACTED:employee]":"[REDACTED:employee] \n \"x\" é"},"card":"[REDACTED:pii/payment-card]"}""";
        for (int length = 1; length < Input.Length; length++)
        {
            string stream = MessageStream.Start + MessageStream.OpenTool() + string.Concat(ChatStream.Cut(Input, length).Select(p => MessageStream.Input(p))) + MessageStream.Stop() + MessageStream.Close("tool_use");
            Assert.Equal(Expected, MessageStream.Gather(MessageStream.Streamed(Redact, stream))["0.partial_json"]);
        }
    }

    [Theory]
    [InlineData("""{"type":"citations_delta","citation":{"type":"char_location","cited_text":"EMP-123456","document_title":"EMP-123456"}}""")]
    [InlineData("""{"type":"compaction_delta","content":"EMP-123456"}""")]
    [InlineData("""{"type":"brand_new_delta","text":"EMP-123456","x":{"y":["EMP-123456"]}}""")]
    public void Other_deltas_are_guarded_too(string delta)
    {
        string stream = MessageStream.Start + MessageStream.OpenText() + MessageStream.Delta(0, delta) + MessageStream.Stop() + MessageStream.End;
        Assert.Equal(stream.Replace("EMP-123456", "[REDACTED:employee]"), MessageStream.Streamed(Redact, stream));
    }

    [Theory]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"EMP-123456\"}}\n\n")]
    [InlineData("event: brand_new\ndata: {\"type\":\"brand_new\",\"x\":\"EMP-123456\"}\n\n")]
    [InlineData("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"server_tool_use\",\"id\":\"x\",\"name\":\"EMP-123456\",\"input\":{}}}\n\n")]
    [InlineData("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"mcp_tool_result\",\"content\":[{\"type\":\"text\",\"text\":\"EMP-123456\"}]}}\n\n")]
    [InlineData("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"EMP-123456\",\"content\":[{\"type\":\"text\",\"text\":\"EMP-123456\"}]}}\n\n")]
    [InlineData("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"EMP-123456\"},\"usage\":{\"output_tokens\":1}}\n\n")]
    [InlineData("event: content_block_delta\ndata: raw EMP-123456\n\n")]
    public void What_an_event_says_beside_its_lanes_is_guarded(string stream) =>
        Assert.Equal(stream.Replace("EMP-123456", "[REDACTED:employee]"), MessageStream.Streamed(Redact, stream));

    [Fact]
    public void Thinking_and_its_signature_are_flagged_and_never_rewritten()
    {
        string stream = MessageStream.Start + MessageStream.OpenThinking() + MessageStream.Thinking("It is EMP-12") + MessageStream.Thinking("3456") + MessageStream.Signature() + MessageStream.Stop() + MessageStream.End;
        Exchange exchange = MessageStream.Exchange(Redact);
        Assert.Equal(stream, Given.Streamed(Redact, stream, exchange));
        Assert.Equal(new TallyEntry(Direction.Response, "employee", Decision.Flag, 1), Assert.Single(exchange.Tally.Entries));
        Policy blocks = Given.Policy(p => p.OnSigned = "Block", ("employee", "any", "Redact"));
        SortedDictionary<string, string> seen = MessageStream.Gather(MessageStream.Streamed(blocks, stream));
        Assert.Equal(("It is ", "refusal"), (seen["0.thinking"], seen["stop_reason"]));
    }

    [Fact]
    public void Block_stops_the_open_blocks_and_ends_the_message_as_a_refusal()
    {
        using StreamGuard guard = Inspector.OpenStream(MessageStream.Exchange(Block), "text/event-stream", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        string before = MessageStream.Start + MessageStream.OpenText(0) + MessageStream.Text("done", 0) + MessageStream.Stop(0) + MessageStream.OpenTool(1) + MessageStream.OpenText(2);
        guard.Push(Encoding.UTF8.GetBytes(before + MessageStream.Text("It is Blue", 2)), output);
        Assert.False(guard.Ended);
        guard.Push(Encoding.UTF8.GetBytes(MessageStream.Text("bird and", 2) + MessageStream.Text(" more", 2)), output);
        Assert.True(guard.Ended);
        Assert.Equal(
            before + MessageStream.Text("It is ", 2) + MessageStream.Stop(1) + MessageStream.Stop(2)
                + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":1}}\n\n"
                + MessageStream.Event("message_stop", ""),
            Encoding.UTF8.GetString(output.Span));
    }

    [Theory]
    [InlineData("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"Bluebird\"}}\n\n", false)]
    [InlineData("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"name\":\"Bluebird\",\"input\":{}}}\n\n", true)]
    [InlineData("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"Bluebird! \"}}\n\n", true)]
    [InlineData("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_sequence\":\"Bluebird\"},\"usage\":{\"output_tokens\":1}}\n\n", true)]
    public void Block_at_any_event_leaves_a_whole_message(string blocked, bool begun)
    {
        SortedDictionary<string, string> seen = MessageStream.Gather(MessageStream.Streamed(Block, (begun ? MessageStream.Start : "") + blocked + MessageStream.End));
        Assert.Equal("refusal", seen["stop_reason"]);
        Assert.Contains("stopped", seen.Keys);
        Assert.DoesNotContain(seen.Values, v => v.Contains("Bluebird", StringComparison.Ordinal));
    }

    [Fact]
    public void A_blocked_word_that_ends_a_block_or_the_stream_blocks_too()
    {
        foreach (string stream in new[] { MessageStream.Of(["It is Bluebird"]), MessageStream.Start + MessageStream.OpenText() + MessageStream.Text("It is Bluebird") })
        {
            SortedDictionary<string, string> seen = MessageStream.Gather(MessageStream.Streamed(Block, stream));
            Assert.Equal(("It is ", "refusal"), (seen["0.text"], seen["stop_reason"]));
        }
    }

    [Fact]
    public void What_was_held_when_the_upstream_stopped_leaves()
    {
        string open = MessageStream.Start + MessageStream.OpenText();
        Assert.Equal(open + MessageStream.Text("see you jane"), MessageStream.Streamed(Holding, open + MessageStream.Text("see you jane")));
    }

    [Fact]
    public void A_stream_can_be_ended_with_an_error_of_its_dialect()
    {
        using StreamGuard guard = Inspector.OpenStream(MessageStream.Exchange(Redact), "text/event-stream", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        guard.Fail(new Refusal(503, "overloaded", "No room."), output);
        Assert.Equal(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"overloaded: No room.\"},\"request_id\":null}\n\n",
            Encoding.UTF8.GetString(output.Span));
    }

    [Fact]
    public void Usage_and_model_are_read()
    {
        Exchange exchange = MessageStream.Exchange(Redact);
        Given.Streamed(Redact, MessageStream.Of(["x"]), exchange);
        Assert.Equal((new TokenUsage(128, 15) { CachedInput = 100 }, "claude-x"), (exchange.Usage, exchange.ResponseModel));
    }

    private static IEnumerable<string> Names(string stream) =>
        stream.ReplaceLineEndings("\n").Split('\n').Where(l => l.StartsWith("event:", StringComparison.Ordinal));
}
