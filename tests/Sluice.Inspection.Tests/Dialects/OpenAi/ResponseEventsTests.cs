using System.Globalization;
using System.Text.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

public sealed class ResponseEventsTests
{
    private static readonly Policy Redact = Given.Policy(("pii/payment-card", "any", "Redact"), ("employee", "any", "Redact"));
    private static readonly Policy Holding = Given.Policy(("pii/email", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("codename", "response", "Block"));

    [Fact]
    public void A_card_cut_at_every_position_is_redacted_and_every_copy_says_the_same()
    {
        const string Text = "Pay with 4111 1111 1111 1111, please.";
        for (int at = 0; at <= Text.Length; at++)
        {
            List<JsonElement> seen = ResponseStream.Read(Through(Redact, ResponseStream.Message(Text[..at], Text[at..])));
            string said = ResponseStream.Said(seen, "output_text");
            Assert.Equal("Pay with [REDACTED:pii/payment-card], please.", said);
            Assert.Equal(said, ResponseStream.One(seen, "response.output_text.done").GetProperty("text").GetString());
            Assert.Equal(said, ResponseStream.One(seen, "response.content_part.done").GetProperty("part").GetProperty("text").GetString());
            Assert.Equal(said, TextOf(ResponseStream.One(seen, "response.output_item.done").GetProperty("item")));
            Assert.Equal(said, TextOf(ResponseStream.One(seen, "response.completed").GetProperty("response").GetProperty("output")[0]));
        }
    }

    public static TheoryData<string, string, string, string> RunningTexts => new()
    {
        { "output_text", "text", "message", "\"content_index\":0," },
        { "refusal", "refusal", "message", "\"content_index\":1," },
        { "reasoning_text", "text", "reasoning", "\"content_index\":0," },
        { "reasoning_summary_text", "text", "reasoning", "\"summary_index\":0," },
        { "custom_tool_call_input", "input", "custom_tool_call", "" },
        { "code_interpreter_call_code", "code", "code_interpreter_call", "" },
        { "shell_call_command", "command", "shell_call", "\"command_index\":0," },
        { "function_call_arguments", "arguments", "function_call", "" },
        { "mcp_call_arguments", "arguments", "mcp_call", "" },
    };

    [Theory]
    [MemberData(nameof(RunningTexts))]
    public void Every_running_text_is_guarded_across_its_events_and_agrees_with_its_copies(string stem, string final, string type, string more)
    {
        bool json = final == "arguments";
        string text = json ? "{\"a\":\"EMP-123456\",\"n\":[1,2.50]}" : "see EMP-123456 there";
        for (int at = 1; at < text.Length; at++)
        {
            string item = $"{{\"id\":\"item_0\",\"type\":\"{type}\",\"status\":\"completed\",\"{final}\":{ChatStream.Quote(text)}}}";
            string stream = ResponseStream.Begin().ItemAdded($"{{\"id\":\"item_0\",\"type\":\"{type}\",\"status\":\"in_progress\"}}")
                .Delta(stem, text[..at], more: more).Delta(stem, text[at..], more: more).Done(stem, final, text, more: more).ItemDone(item).Completed(item);
            List<JsonElement> seen = ResponseStream.Read(Through(Redact, stream));
            string said = ResponseStream.Said(seen, stem);
            Assert.Equal(text.Replace("EMP-123456", "[REDACTED:employee]"), said);
            Assert.Equal(said, ResponseStream.One(seen, $"response.{stem}.done").GetProperty(final).GetString());
            Assert.Equal(said, ResponseStream.One(seen, "response.output_item.done").GetProperty("item").GetProperty(final).GetString());
            Assert.Equal(said, ResponseStream.One(seen, "response.completed").GetProperty("response").GetProperty("output")[0].GetProperty(final).GetString());
            Assert.Equal(ResponseStream.Read(stream).Select(ResponseStream.Type), seen.Select(ResponseStream.Type));
        }
    }

    [Fact]
    public void An_unknown_delta_is_guarded_across_events_too()
    {
        string stream = ResponseStream.Begin().Delta("brand_new", "see EMP-12").Delta("brand_new", "3456.").Done("brand_new", "whole", "see EMP-123456.").ToString();
        List<JsonElement> seen = ResponseStream.Read(Through(Redact, stream));
        Assert.Equal("see [REDACTED:employee].", ResponseStream.Said(seen, "brand_new"));
        Assert.Equal("see [REDACTED:employee].", ResponseStream.One(seen, "response.brand_new.done").GetProperty("whole").GetString());
    }

    [Fact]
    public void A_shell_s_outputs_are_running_texts_of_their_own()
    {
        string stream = ResponseStream.Begin()
            .Event("response.shell_call_output_content.delta", "\"output_index\":0,\"command_index\":0,\"delta\":{\"stdout\":\"EMP-12\",\"stderr\":\"EMP-65\"}")
            .Event("response.shell_call_output_content.delta", "\"output_index\":0,\"command_index\":0,\"delta\":{\"stdout\":\"3456\",\"stderr\":\"4321\"}")
            .Event("response.shell_call_output_content.done", "\"output_index\":0,\"command_index\":0,\"output\":[]").ToString();
        List<JsonElement> seen = ResponseStream.Read(Through(Redact, stream));
        string Of(string member) => string.Concat(seen.Where(e => e.TryGetProperty("delta", out _)).Select(e => e.GetProperty("delta").TryGetProperty(member, out JsonElement text) ? text.GetString() : ""));
        Assert.Equal(("[REDACTED:employee]", "[REDACTED:employee]"), (Of("stdout"), Of("stderr")));
    }

    [Fact]
    public void A_clean_stream_keeps_its_events_even_where_text_is_held_at_its_end()
    {
        string stream = ResponseStream.Begin().ItemAdded(ResponseStream.MessageItem("in_progress", "")).Part("added", ResponseStream.TextPart(""))
            .Delta("output_text", "See you, ").Delta("output_text", "dear jane")
            .Event("response.output_text.annotation.added", "\"output_index\":0,\"annotation\":{\"type\":\"url_citation\",\"title\":\"t\"}")
            .Done("output_text", "text", "See you, dear jane").Part("done", ResponseStream.TextPart("See you, dear jane"))
            .ItemDone(ResponseStream.MessageItem("completed", ResponseStream.TextPart("See you, dear jane"))).Completed("");
        Assert.Equal(stream, Through(Holding, stream));
        Assert.Equal(stream, Through(Holding, stream, 1));
    }

    [Fact]
    public void A_sign_of_life_waits_for_no_text()
    {
        string stream = ResponseStream.Begin().Delta("output_text", "see jane").Event("keepalive", "\"x\":1").ToString();
        string seen = Through(Holding, stream);
        Assert.Equal(["response.created", "response.output_text.delta", "keepalive", "response.output_text.delta"], ResponseStream.Read(seen).Select(ResponseStream.Type));
        Assert.Equal("see jane", ResponseStream.Said(ResponseStream.Read(seen), "output_text"));
    }

    [Fact]
    public void Texts_side_by_side_have_lanes_of_their_own_and_end_alone()
    {
        string stream = ResponseStream.Begin()
            .Delta("output_text", "EMP-12", 0).Delta("output_text", "EMP-65", 1).Delta("output_text", "EMP-77", 0, "\"content_index\":1,")
            .Done("output_text", "text", "x", 0, "\"content_index\":1,")
            .Delta("output_text", "3456", 0).Delta("output_text", "4321", 1).ToString();
        List<JsonElement> seen = ResponseStream.Read(Through(Redact, stream));
        string Of(int output, int part) => ResponseStream.Said(seen.Where(e => e.TryGetProperty("output_index", out JsonElement o) && o.GetInt32() == output && e.GetProperty("content_index").GetInt32() == part), "output_text");
        Assert.Equal(("[REDACTED:employee]", "[REDACTED:employee]", "EMP-77"), (Of(0, 0), Of(1, 0), Of(0, 1)));
    }

    [Fact]
    public void Indices_may_stand_behind_the_delta()
    {
        const string Event = "event: response.reasoning_text.delta\ndata: {\"content_index\":0,\"delta\":\"@\",\"item_id\":\"r\",\"output_index\":3,\"sequence_number\":1,\"type\":\"response.reasoning_text.delta\"}\n\n";
        string seen = Through(Redact, Event.Replace("@", "EMP-12") + Event.Replace("@", "3456"));
        Assert.Equal("[REDACTED:employee]", ResponseStream.Said(ResponseStream.Read(seen), "reasoning_text"));
    }

    [Fact]
    public void A_long_stream_may_have_more_texts_one_after_another_than_side_by_side()
    {
        ResponseStream stream = ResponseStream.Begin();
        for (int i = 0; i < 1_500; i++)
            stream.Delta("output_text", "a", i).Done("output_text", "text", "a", i);
        string whole = stream.Completed("");
        Assert.Equal(whole, Through(Redact, whole));
    }

    [Fact]
    public void Block_closes_what_is_open_as_incomplete_and_ends_the_response_for_content_filter()
    {
        string stream = ResponseStream.Begin().ItemAdded(ResponseStream.MessageItem("in_progress", "")).Part("added", ResponseStream.TextPart(""))
            .Delta("output_text", "It is \"called\" Blue").Delta("output_text", "bird, and").Delta("output_text", " more").Completed("");
        string seen = Through(Block, stream);
        Assert.DoesNotContain("Blue", seen, StringComparison.Ordinal);
        List<JsonElement> events = ResponseStream.Read(seen);
        Assert.Equal(
            ["response.created", "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.incomplete"],
            events.Select(ResponseStream.Type));
        Assert.Equal(Enumerable.Range(0, 8), events.Select(e => e.GetProperty("sequence_number").GetInt32()));
        Assert.Equal("It is \"called\" ", ResponseStream.Said(events, "output_text"));
        Assert.Equal("It is \"called\" ", events[4].GetProperty("text").GetString());
        Assert.Equal("item_0", events[4].GetProperty("item_id").GetString());
        Assert.Equal("It is \"called\" ", events[5].GetProperty("part").GetProperty("text").GetString());
        Assert.Equal("incomplete", events[6].GetProperty("item").GetProperty("status").GetString());
        Assert.Equal("It is \"called\" ", TextOf(events[6].GetProperty("item")));
        JsonElement response = events[7].GetProperty("response");
        Assert.Equal(("resp_1", "incomplete", "gpt-x"), (response.GetProperty("id").GetString(), response.GetProperty("status").GetString(), response.GetProperty("model").GetString()));
        Assert.Equal("content_filter", response.GetProperty("incomplete_details").GetProperty("reason").GetString());
        Assert.Equal(0, response.GetProperty("output").GetArrayLength());
    }

    [Fact]
    public void Block_leaves_what_was_done_and_closes_a_call_with_the_arguments_that_were_given()
    {
        string stream = ResponseStream.Begin().ItemAdded(ResponseStream.MessageItem("in_progress", "")).Part("added", ResponseStream.TextPart("")).Delta("output_text", "One")
            .Done("output_text", "text", "One").Part("done", ResponseStream.TextPart("One")).ItemDone(ResponseStream.MessageItem("completed", ResponseStream.TextPart("One")))
            .ItemAdded("{\"id\":\"item_1\",\"type\":\"function_call\",\"status\":\"in_progress\",\"arguments\":\"\",\"call_id\":\"c\",\"name\":\"f\"}", 1)
            .Delta("function_call_arguments", "{\"a\":\"b\",", 1, "").Delta("function_call_arguments", "\"c\":\"Bluebird\"", 1, "").ToString();
        List<JsonElement> events = ResponseStream.Read(Through(Block, stream));
        Assert.Equal(["response.function_call_arguments.done", "response.output_item.done", "response.incomplete"], events.Select(ResponseStream.Type).TakeLast(3));
        Assert.Equal("{\"a\":\"b\",", events[^3].GetProperty("arguments").GetString());
        JsonElement item = events[^2].GetProperty("item");
        Assert.Equal(("incomplete", "{\"a\":\"b\",", "f", 1), (item.GetProperty("status").GetString(), item.GetProperty("arguments").GetString(), item.GetProperty("name").GetString(), events[^2].GetProperty("output_index").GetInt32()));
    }

    [Fact]
    public void Block_in_the_first_event_still_ends_with_an_incomplete_response()
    {
        string seen = Through(Block, ResponseStream.Begin().ToString().Replace("gpt-x", "Bluebird"));
        Assert.DoesNotContain("Bluebird", seen, StringComparison.Ordinal);
        JsonElement only = Assert.Single(ResponseStream.Read(seen));
        Assert.Equal("response.incomplete", ResponseStream.Type(only));
    }

    [Fact]
    public void A_part_too_long_to_remember_is_not_closed_but_the_response_is()
    {
        ResponseStream stream = ResponseStream.Begin().ItemAdded(ResponseStream.MessageItem("in_progress", "")).Part("added", ResponseStream.TextPart(""));
        for (int i = 0; i < 20; i++)
            stream.Delta("output_text", new string('a', 10_000) + " ");
        List<JsonElement> events = ResponseStream.Read(Through(Block, stream.Delta("output_text", "Bluebird ").ToString()));
        Assert.Equal(["response.output_text.delta", "response.incomplete"], events.Select(ResponseStream.Type).TakeLast(2));
    }

    [Fact]
    public void What_is_said_behind_a_part_too_long_to_remember_is_still_said_in_its_own_events()
    {
        ResponseStream stream = ResponseStream.Begin();
        for (int i = 0; i < 10; i++)
            stream.Delta("output_text", new string('a', 10_000) + " ");
        stream.Delta("custom_tool_call_input", "to jane", 1, "");
        Assert.Equal("to jane", ResponseStream.Said(ResponseStream.Read(Through(Holding, stream.ToString())), "custom_tool_call_input"));
    }

    [Fact]
    public void Token_probabilities_give_no_redacted_stretch_back_in_deltas_or_copies()
    {
        string[] tokens = ["Ask", " EMP", "-123", "456", " now"];
        string all = string.Join(',', tokens.Select(Entry));
        ResponseStream stream = ResponseStream.Begin();
        foreach (string token in tokens)
            stream.Delta("output_text", token, more: $"\"content_index\":0,\"logprobs\":[{Entry(token)}],");
        string part = $"{{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[{all}],\"text\":\"{string.Concat(tokens)}\"}}";
        string whole = stream.Done("output_text", "text", string.Concat(tokens), more: $"\"content_index\":0,\"logprobs\":[{all}],").Part("done", part)
            .ItemDone(ResponseStream.MessageItem("completed", part)).Completed(ResponseStream.MessageItem("completed", part));
        string seen = Through(Redact, whole);
        foreach (string token in tokens[1..4])
            Assert.DoesNotContain($"\"token\":\"{token}\"", seen, StringComparison.Ordinal);
        List<JsonElement> events = ResponseStream.Read(seen);
        Assert.Equal("Ask now", string.Concat(events.Where(e => ResponseStream.Type(e) == "response.output_text.delta").SelectMany(e => e.GetProperty("logprobs").EnumerateArray()).Select(Token)));
        Assert.Equal("Ask now", string.Concat(ResponseStream.One(events, "response.output_text.done").GetProperty("logprobs").EnumerateArray().Select(Token)));
        Assert.Equal("Ask now", string.Concat(ResponseStream.One(events, "response.content_part.done").GetProperty("part").GetProperty("logprobs").EnumerateArray().Select(Token)));
        JsonElement output = ResponseStream.One(events, "response.completed").GetProperty("response").GetProperty("output")[0];
        Assert.Equal("Ask now", string.Concat(output.GetProperty("content")[0].GetProperty("logprobs").EnumerateArray().Select(Token)));
        string clean = whole.Replace("EMP", "emp").Replace("-123", "-abc");
        Assert.Equal(clean, Through(Redact, clean));
    }

    [Fact]
    public void Token_probabilities_without_a_text_are_judged_too()
    {
        string stream = ResponseStream.Begin().Event("response.output_text.done", $"\"output_index\":0,\"logprobs\":[{Entry("EMP-123456")},{Entry("fine")}]").ToString();
        Assert.Equal(stream.Replace(Entry("EMP-123456") + ",", ""), Through(Redact, stream));
    }

    [Fact]
    public void Signed_reasoning_is_never_rewritten_and_unsigned_is_in_all_its_copies()
    {
        string Stream(string sealing)
        {
            string item = "{\"id\":\"item_0\",\"type\":\"reasoning\"" + sealing + ",\"summary\":[{\"type\":\"summary_text\",\"text\":\"about EMP-123456 so\"}]}";
            return ResponseStream.Begin().ItemAdded("{\"id\":\"item_0\",\"type\":\"reasoning\"" + sealing + ",\"summary\":[]}")
                .Delta("reasoning_summary_text", "about EMP-", more: "\"summary_index\":0,").Delta("reasoning_summary_text", "123456 so", more: "\"summary_index\":0,")
                .Done("reasoning_summary_text", "text", "about EMP-123456 so", more: "\"summary_index\":0,").ItemDone(item).Completed(item);
        }

        string signed = Stream(",\"encrypted_content\":\"gAAAA\"");
        Exchange exchange = Given.Exchange(Redact, "/v1/responses");
        Assert.Equal(signed, Given.Streamed(Redact, signed, exchange));
        Assert.Equal(Decision.Flag, exchange.Tally.Decision);
        Assert.DoesNotContain("123456 so", Through(Redact, Stream("")), StringComparison.Ordinal);
        string late = Stream("").Replace("\"type\":\"reasoning\",\"summary\":[{", "\"type\":\"reasoning\",\"encrypted_content\":\"gAAAA\",\"summary\":[{");
        Assert.DoesNotContain("123456 so", Through(Redact, late), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_and_failures_pass_on_as_they_are()
    {
        string stream = ResponseStream.Begin().Delta("output_text", "Hi")
            .Event("error", "\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down.\",\"param\":null")
            .Event("response.failed", "\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"Sorry.\"},\"output\":[]}").ToString();
        Assert.Equal(stream, Through(Redact, stream));
        Assert.Equal(stream.Replace("Slow down.", "[REDACTED:employee]"), Through(Redact, stream.Replace("Slow down.", "EMP-123456")));
    }

    [Fact]
    public void The_gates_own_error_is_an_error_event_of_this_stream()
    {
        using var guard = Inspector.OpenStream(Given.Exchange(Redact, "/v1/responses"), "text/event-stream", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        guard.Push(System.Text.Encoding.UTF8.GetBytes(ResponseStream.Begin().ToString()), output);
        output.Clear();
        guard.Fail(new Sluice.Inspection.Dialects.Refusal(503, "overloaded", "No room."), output);
        Assert.Equal(
            "event: error\ndata: {\"type\":\"error\",\"code\":\"overloaded\",\"message\":\"No room.\",\"param\":null,\"sequence_number\":1}\n\n",
            System.Text.Encoding.UTF8.GetString(output.Span));
    }

    [Fact]
    public void What_was_held_when_the_upstream_stopped_still_leaves()
    {
        string stream = ResponseStream.Begin().Delta("output_text", "see you jane").ToString();
        Assert.Equal("see you jane", ResponseStream.Said(ResponseStream.Read(Through(Holding, stream)), "output_text"));
    }

    [Fact]
    public void Usage_and_model_are_read()
    {
        Exchange exchange = Given.Exchange(Redact, "/v1/responses");
        Given.Streamed(Redact, ResponseStream.Message("Hi"), exchange);
        Assert.Equal((new TokenUsage(7, 9), "gpt-x"), (exchange.Usage, exchange.ResponseModel));
    }

    [Fact]
    public void A_stored_response_is_guarded_as_a_stream_too()
    {
        Exchange exchange = Given.Exchange(Redact, "/v1/responses/resp_1", "GET");
        Assert.Contains("[REDACTED:employee]", Given.Streamed(Redact, ResponseStream.Message("see EMP-", "123456"), exchange), StringComparison.Ordinal);
    }

    private static string Through(Policy policy, string stream, params int[] pieces) => Given.Streamed(policy, stream, Given.Exchange(policy, "/v1/responses"), pieces);

    private static string? TextOf(JsonElement item) => item.GetProperty("content")[0].GetProperty("text").GetString();

    private static string? Token(JsonElement entry) => entry.GetProperty("token").GetString();

    private static string Entry(string token) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"token\":\"{token}\",\"bytes\":[{string.Join(',', token.Select(c => (int)c))}],\"logprob\":-0.5,\"top_logprobs\":[]}}");
}
