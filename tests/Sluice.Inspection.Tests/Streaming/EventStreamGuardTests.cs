using System.Text;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Tests.Streaming;

public sealed class EventStreamGuardTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"), ("codename", "any", "Redact"));
    private static readonly Policy Holding = Given.Policy(("pii/email", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("codename", "response", "Block"));

    [Fact]
    public void A_value_cut_at_every_position_is_redacted_as_in_the_whole_text()
    {
        const string Text = "Ask EMP-123456 about Falcon Nine, please.";
        for (int at = 0; at <= Text.Length; at++)
        {
            string seen = Given.Streamed(Redact, ChatStream.Of([Text[..at], Text[at..]]));
            SortedDictionary<string, string> gathered = ChatStream.Gather(seen);
            Assert.Equal("Ask [REDACTED:employee] about [REDACTED:codename], please.", gathered["0.content"]);
            Assert.Equal("stop", gathered["0.finish"]);
            Assert.Contains("[DONE]", gathered.Keys);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    public void The_upstreams_bytes_may_arrive_in_any_pieces(int length)
    {
        string stream = ChatStream.Of(ChatStream.Cut("Ask EMP-123456 about Falcon Nine: näïve 😀 done", 1));
        string whole = Given.Streamed(Redact, stream);
        Assert.Equal(whole, Given.Streamed(Redact, stream, null, length));
        Assert.Equal("Ask [REDACTED:employee] about [REDACTED:codename]: näïve 😀 done", ChatStream.Gather(whole)["0.content"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public void What_a_stream_held_at_most_does_not_depend_on_how_its_bytes_arrive(int length)
    {
        Exchange exchange = Given.Exchange(Redact);
        Given.Streamed(Redact, ChatStream.Of(ChatStream.Cut("Ask EMP-123456 now.", 1)), exchange, length);
        Assert.Equal("EMP-123456".Length, exchange.MostHeld);
    }

    [Fact]
    public void A_stream_may_be_cut_at_every_byte()
    {
        string stream = ChatStream.Of(["Ask EMP-1", "23456 now: é\"\\", "x"]);
        string whole = Given.Streamed(Redact, stream);
        int bytes = Encoding.UTF8.GetByteCount(stream);
        for (int at = 1; at < bytes; at++)
            Assert.Equal(whole, Given.Streamed(Redact, stream, null, at, bytes));
    }

    public static TheoryData<string> CleanStreams => new()
    {
        ChatStream.Of(["Hello", " world", ", 1E-7 is small"]),
        ChatStream.Of(["Hello", " world"]).Replace("\n", "\r\n"),
        ChatStream.Of(["Hello"]).Replace("data: ", "data:"),
        ": comment\n\n" + ChatStream.Of(["Hello"]).Replace("\n\n", "\n\n: keep-alive\n\n"),
        "\uFEFF\n\n" + ChatStream.Of(["Hello"]),
        "event: message\nid: 7\nretry: 10\n" + ChatStream.Content("x") + ChatStream.Done,
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12345678901234567890,\"completion_tokens\":1E-7}}\n\n" + ChatStream.Done,
        "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":null}}\n\n",
        "data: not json\n\ndata: 17\n\ndata:\n\n\n\ndata: [DONE]\n\n",
        "data: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"two lines\"}}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"\\u0041\\/\\ud83d\\ude00\\ud800!\"},\"index\":0,\"new\":{\"a\":[1.0,2e3]}}]}\n\n",
        ChatStream.Content("no blank line at the end").TrimEnd('\n'),
        ChatStream.Chunk("{\"content\":null,\"tool_calls\":null}") + ChatStream.Chunk("null") + ChatStream.Done,
    };

    [Theory]
    [MemberData(nameof(CleanStreams))]
    public void A_clean_stream_is_the_upstreams_own_bytes(string stream)
    {
        Assert.Equal(stream, Given.Streamed(Redact, stream));
        Assert.Equal(stream, Given.Streamed(Redact, stream, null, 1));
    }

    [Fact]
    public void Held_text_leaves_with_a_later_event_and_the_events_keep_number_and_order()
    {
        string stream = ChatStream.Of(["The quick", " brown", " fox jumps"]);
        string seen = Given.Streamed(Holding, stream);
        Assert.Equal("The quick brown fox jumps", ChatStream.Gather(seen)["0.content"]);
        Assert.Equal(stream.Split("\n\n").Length, seen.Split("\n\n").Length);
        Assert.Contains("{\"content\":\"jumps\"},\"logprobs\":null,\"finish_reason\":\"stop\"", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_only_flag_hold_nothing_back()
    {
        Policy flag = Given.Policy(("pii/email", "any", "Flag"));
        Exchange exchange = Given.Exchange(flag);
        string stream = ChatStream.Of(ChatStream.Cut("Mail jane@example.com, or joe@example.org", 1));
        Assert.Equal(stream, Given.Streamed(flag, stream, exchange, 1));
        Assert.Equal(0, exchange.MostHeld);
        Assert.Equal(new TallyEntry(Direction.Response, "pii/email", Decision.Flag, 2), Assert.Single(exchange.Tally.Entries));
    }

    [Fact]
    public void Rules_that_only_flag_hold_no_number_of_a_tool_calls_arguments_back()
    {
        Policy flag = Given.Policy(("pii/email", "any", "Flag"));
        Exchange exchange = Given.Exchange(flag);
        string stream = string.Concat(ChatStream.Cut("""{"n": 1E-7, "m": [12, -3.50]}""", 1).Select(p => ChatStream.Arguments(p))) + ChatStream.Finish(0, "tool_calls") + ChatStream.Done;
        Assert.Equal(stream, Given.Streamed(flag, stream, exchange));
        Assert.Equal(0, exchange.MostHeld);
    }

    [Fact]
    public void Choices_have_lanes_of_their_own()
    {
        string stream = ChatStream.Content("EMP-12", 0) + ChatStream.Content("Falcon", 1) + ChatStream.Content("3456.", 0) + ChatStream.Content("ry", 1)
            + ChatStream.Finish(0) + ChatStream.Content(" EMP-65432", 1) + ChatStream.Content("1", 1) + ChatStream.Finish(1) + ChatStream.Done;
        SortedDictionary<string, string> seen = ChatStream.Gather(Given.Streamed(Redact, stream));
        Assert.Equal("[REDACTED:employee].", seen["0.content"]);
        Assert.Equal("Falconry [REDACTED:employee]", seen["1.content"]);
    }

    [Fact]
    public void The_choice_may_be_named_behind_its_delta()
    {
        string stream = ChatStream.Content("EMP-12", 1).Replace("\"index\":1,", "").Replace("\"finish_reason\":null", "\"finish_reason\":null,\"index\":1")
            + ChatStream.Content("3456", 0) + ChatStream.Content("3456", 1) + ChatStream.Done;
        SortedDictionary<string, string> seen = ChatStream.Gather(Given.Streamed(Redact, stream));
        Assert.Equal(("3456", "[REDACTED:employee]"), (seen["0.content"], seen["1.content"]));
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    [InlineData("refusal")]
    [InlineData("content")]
    public void Every_running_text_of_a_delta_is_guarded(string field)
    {
        string stream = ChatStream.Chunk($"{{\"{field}\":\"x EMP-1\"}}") + ChatStream.Chunk($"{{\"{field}\":\"23456\"}}") + ChatStream.Finish() + ChatStream.Done;
        Assert.Equal("x [REDACTED:employee]", ChatStream.Gather(Given.Streamed(Redact, stream))[$"0.{field}"]);
    }

    [Fact]
    public void Fields_that_nobody_knows_are_guarded_leaf_by_leaf_and_survive()
    {
        string stream = ChatStream.Chunk("{\"content\":\"a\",\"brand_new\":{\"list\":[\"EMP-123456\",7]}}") + ChatStream.Done;
        Assert.Equal(stream.Replace("EMP-123456", "[REDACTED:employee]"), Given.Streamed(Redact, stream));
    }

    [Fact]
    public void A_value_in_an_error_event_a_comment_or_raw_data_is_redacted()
    {
        const string Stream = "data: {\"error\":{\"message\":\"bad key EMP-123456\"}}\n\n: EMP-123456\n\ndata: raw EMP-123456\n\n";
        Assert.Equal(Stream.Replace("EMP-123456", "[REDACTED:employee]"), Given.Streamed(Redact, Stream));
        string named = "id: EMP-123456\nevent: x\n" + ChatStream.Content("hi");
        Assert.Equal("event: x\n" + ChatStream.Content("hi"), Given.Streamed(Redact, named));
    }

    [Fact]
    public void Streamed_arguments_are_matched_as_decoded_and_stay_valid_JSON()
    {
        const string Arguments = """{"to":"EMP-123456","n":[1e5,-2.50],"nested":{"EMP-654321":"\u0045MP\u002d111111 \n \"x\" é"},"t":true}""";
        const string Expected = """{"to":"[REDACTED:employee]","n":[1e5,-2.50],"nested":{"[REDACTED:employee]":"[REDACTED:employee] \n \"x\" é"},"t":true}""";
        for (int length = 1; length < Arguments.Length; length++)
        {
            string stream = string.Concat(ChatStream.Cut(Arguments, length).Select(p => ChatStream.Arguments(p))) + ChatStream.Finish(reason: "tool_calls") + ChatStream.Done;
            Assert.Equal(Expected, ChatStream.Gather(Given.Streamed(Redact, stream))["0.tool0"]);
        }
    }

    [Fact]
    public void Tool_calls_have_lanes_by_index()
    {
        string stream = ChatStream.Arguments("{\"a\":\"EMP-12", 0) + ChatStream.Arguments("{\"b\":\"EMP-65", 1) + ChatStream.Arguments("3456\"}", 0)
            + ChatStream.Arguments("4321\"}", 1) + ChatStream.Finish() + ChatStream.Done;
        SortedDictionary<string, string> seen = ChatStream.Gather(Given.Streamed(Redact, stream));
        Assert.Equal("""{"a":"[REDACTED:employee]"}""", seen["0.tool0"]);
        Assert.Equal("""{"b":"[REDACTED:employee]"}""", seen["0.tool1"]);
    }

    [Theory]
    [InlineData("just text EMP-123456 here")]
    [InlineData("{\"a\": EMP-123456}")]
    [InlineData("{\"a\":\"b\"} EMP-123456")]
    [InlineData("{\"unterminated\":\"EMP-123456")]
    public void Arguments_that_are_no_JSON_are_matched_as_text(string arguments)
    {
        string stream = string.Concat(ChatStream.Cut(arguments, 3).Select(p => ChatStream.Arguments(p))) + ChatStream.Finish() + ChatStream.Done;
        Assert.Equal(arguments.Replace("EMP-123456", "[REDACTED:employee]"), ChatStream.Gather(Given.Streamed(Redact, stream))["0.tool0"]);
    }

    [Fact]
    public void Block_ends_the_stream_as_the_providers_filter_would_and_lets_nothing_behind_it_pass()
    {
        using StreamGuard guard = Inspector.OpenStream(Given.Exchange(Block), "text/event-stream", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        guard.Push(Encoding.UTF8.GetBytes(ChatStream.Content("The plan is called Blue")), output);
        Assert.False(guard.Ended);
        guard.Push(Encoding.UTF8.GetBytes(ChatStream.Content("bird and") + ChatStream.Content(" more")), output);
        Assert.True(guard.Ended);
        string seen = Encoding.UTF8.GetString(output.Span);
        Assert.DoesNotContain("Blue", seen, StringComparison.Ordinal);
        Assert.Equal(
            ChatStream.Content("The plan is called ") + ChatStream.Chunk("{}", "\"content_filter\"") + ChatStream.Done,
            seen);
    }

    [Fact]
    public void Block_ends_every_open_choice()
    {
        string stream = ChatStream.Content("a", 0) + ChatStream.Content("b", 1) + ChatStream.Content("c", 2) + ChatStream.Finish(1) + ChatStream.Content(" Bluebird ", 0);
        SortedDictionary<string, string> seen = ChatStream.Gather(Given.Streamed(Block, stream));
        Assert.Equal(("content_filter", "stop", "content_filter"), (seen["0.finish"], seen["1.finish"], seen["2.finish"]));
        Assert.Contains("[DONE]", seen.Keys);
    }

    [Fact]
    public void A_blocked_word_that_ends_the_text_blocks_too()
    {
        SortedDictionary<string, string> seen = ChatStream.Gather(Given.Streamed(Block, ChatStream.Of(["It is Bluebird"])));
        Assert.Equal("It is ", seen["0.content"]);
        Assert.Equal("content_filter", seen["0.finish"]);
    }

    [Fact]
    public void What_was_held_when_the_upstream_stopped_leaves_in_an_event_of_its_own()
    {
        string seen = Given.Streamed(Holding, ChatStream.Content("see you jane"));
        Assert.Equal(ChatStream.Content("see you ") + ChatStream.Content("jane"), seen);
    }

    [Fact]
    public void Half_an_event_at_the_streams_end_is_dropped()
    {
        string first = ChatStream.Content("whole");
        Assert.Equal(first, Given.Streamed(Redact, first + ChatStream.Content("EMP-123456")[..70]));
    }

    [Fact]
    public void An_event_beyond_its_bound_ends_the_stream_with_an_error()
    {
        using StreamGuard guard = Inspector.OpenStream(Given.Exchange(Redact), "text/event-stream", Given.Limits with { MaxEventBytes = 1000 })!;
        using PooledBuffer<byte> output = new();
        for (int i = 0; i < 20 && !guard.Ended; i++)
            guard.Push(new byte[100], output);
        Assert.True(guard.Ended);
        Assert.Contains("stream_event_too_large", Encoding.UTF8.GetString(output.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_texts_side_by_side_end_the_stream_with_an_error()
    {
        using StreamGuard guard = Inspector.OpenStream(Given.Exchange(Redact), "text/event-stream", Given.Limits with { MaxLanes = 4 })!;
        using PooledBuffer<byte> output = new();
        for (int choice = 0; choice < 10 && !guard.Ended; choice++)
            guard.Push(Encoding.UTF8.GetBytes(ChatStream.Content("x", choice)), output);
        Assert.True(guard.Ended);
        Assert.Contains("stream_too_many_texts", Encoding.UTF8.GetString(output.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Token_probabilities_leave_with_their_text_and_those_of_a_redacted_stretch_never()
    {
        string[] tokens = ["Ask", " EMP", "-123", "456", " now", " or", " EMP", "-9"];
        string stream = string.Concat(tokens.Select(Logprobs)) + ChatStream.Finish() + ChatStream.Done;
        SortedDictionary<string, string> seen = ChatStream.Gather(Given.Streamed(Redact, stream));
        Assert.Equal("Ask [REDACTED:employee] now or EMP-9", seen["0.content"]);
        Assert.Equal("Ask now or EMP-9", seen["0.logprobs"]);
    }

    [Fact]
    public void Token_probabilities_of_content_parts_follow_their_text_too()
    {
        string[] tokens = ["Ask", " EMP", "-123", "456", " now"];
        string stream = string.Concat(tokens.Select(t => Logprobs(t).Replace($"\"content\":{ChatStream.Quote(t)}", $"\"content\":[{{\"type\":\"text\",\"text\":{ChatStream.Quote(t)}}}]")));
        string seen = Given.Streamed(Redact, stream + ChatStream.Finish() + ChatStream.Done);
        Assert.Contains("[REDACTED:employee]", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("-123", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("\"token\":\"456\"", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_probabilities_without_a_text_are_judged_too()
    {
        string stream = Logprobs("EMP-123456").Replace("{\"content\":\"EMP-123456\"}", "{}") + Logprobs("fine").Replace("{\"content\":\"fine\"}", "{}");
        string seen = Given.Streamed(Redact, stream);
        Assert.DoesNotContain("EMP-123456", seen, StringComparison.Ordinal);
        Assert.Contains("\"logprobs\":{\"content\":[],", seen, StringComparison.Ordinal);
        Assert.Contains("\"token\":\"fine\"", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_probabilities_of_clean_text_are_not_touched()
    {
        string stream = string.Concat(new[] { "Hello", " there", " \ud83d\ude00" }.Select(Logprobs)) + ChatStream.Done;
        Assert.Equal(stream, Given.Streamed(Redact, stream));
    }

    [Fact]
    public void Signed_reasoning_is_never_rewritten()
    {
        string stream = ChatStream.Chunk("{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"EMP-123456\",\"signature\":\"c2ln\"}]}") + ChatStream.Done;
        Exchange exchange = Given.Exchange(Redact);
        Assert.Equal(stream, Given.Streamed(Redact, stream, exchange));
        Assert.Equal(Decision.Flag, exchange.Tally.Decision);
        Policy blocks = Given.Policy(p => p.OnSigned = "Block", ("employee", "any", "Redact"));
        Assert.Contains("content_filter", Given.Streamed(blocks, stream), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_clean_in_the_last_event_is_judged_anew_where_it_or_its_name_or_its_place_changes()
    {
        Policy policy = Given.Policy(("employee", "assistant", "Redact"), ("secrets/*", "any", "Redact"));
        string secret = string.Concat("q7Zk2", "Lw9Xv4", "Rb8Nt3Ys", "6Ud1");
        string[] events =
        [
            "{\"id\":\"clean\",\"note\":\"" + secret + "\"}", "{\"id\":\"clean\",\"note\":\"" + secret + "\"}", "{\"id\":\"EMP-123456\",\"note\":\"x\"}",
            "{\"id\":\"EMP-123456\",\"api_key\":\"" + secret + "\"}", "{\"id\":\"clean\",\"api_key\":\"" + secret + "\"}",
            "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"id\":\"EMP-123456\"}]}}]}", "{\"choices\":[{\"delta\":{\"new\":{\"id\":\"EMP-123456\"}}}]}",
        ];
        string seen = Given.Streamed(policy, string.Concat(events.Select(e => $"data: {e}\n\n")));
        string[] lines = seen.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"data: {events[0]}", lines[0]);
        Assert.Equal($"data: {events[1]}", lines[1]);
        Assert.Equal("data: {\"id\":\"[REDACTED:employee]\",\"note\":\"x\"}", lines[2]);
        Assert.StartsWith("data: {\"id\":\"[REDACTED:employee]\",\"api_key\":\"[REDACTED:secrets/", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("data: {\"id\":\"clean\",\"api_key\":\"[REDACTED:secrets/", lines[4], StringComparison.Ordinal);
        Assert.Equal($"data: {events[5]}", lines[5]);
        Assert.Equal("data: {\"choices\":[{\"delta\":{\"new\":{\"id\":\"[REDACTED:employee]\"}}}]}", lines[6]);
    }

    [Fact]
    public void A_stream_can_be_ended_with_an_error_of_its_dialect_and_says_what_it_buffers()
    {
        using StreamGuard guard = Inspector.OpenStream(Given.Exchange(Redact), "text/event-stream", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        guard.Push("data: {\"half"u8, output);
        Assert.True(guard.Buffered >= 12);
        guard.Fail(new Sluice.Inspection.Dialects.Refusal(503, "overloaded", "No room."), output);
        Assert.True(guard.Ended);
        Assert.Equal(0, guard.Buffered);
        Assert.Equal(
            "data: {\"error\":{\"message\":\"No room.\",\"type\":\"server_error\",\"param\":null,\"code\":\"overloaded\"}}\n\ndata: [DONE]\n\n",
            Encoding.UTF8.GetString(output.Span));
    }

    [Fact]
    public void Usage_and_model_are_read()
    {
        Exchange exchange = Given.Exchange(Redact);
        Given.Streamed(Redact, ChatStream.Of(["x"]).Replace(ChatStream.Done, $"data: {{{ChatStream.Envelope},\"choices\":[],\"usage\":{{\"prompt_tokens\":7,\"completion_tokens\":9}}}}\n\n"), exchange);
        Assert.Equal((new TokenUsage(7, 9), "gpt-x"), (exchange.Usage, exchange.ResponseModel));
    }

    [Fact]
    public void A_stream_in_an_unknown_grammar_is_opened_only_where_the_policy_says_Pass()
    {
        Assert.Null(Inspector.OpenStream(Given.Exchange(Redact, "/v1/brand_new"), "text/event-stream", Given.Limits));
        Policy pass = Given.Policy(p => p.OnUnknown = "Pass", ("employee", "any", "Redact"));
        Assert.Equal("data: EMP-123456\n\n", Given.Streamed(pass, "data: EMP-123456\n\n", Given.Exchange(pass, "/v1/brand_new")));
    }

    private static string Logprobs(string token) =>
        ChatStream.Content(token).Replace(
            "\"logprobs\":null",
            $"\"logprobs\":{{\"content\":[{{\"token\":{ChatStream.Quote(token)},\"logprob\":-0.1,\"bytes\":[{string.Join(',', Encoding.UTF8.GetBytes(token))}],\"top_logprobs\":[]}}],\"refusal\":null}}");
}
