using System.Globalization;
using System.Text.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

public sealed class RealtimeEventsTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"), ("pii/payment-card", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("codename", "any", "Block"), ("employee", "any", "Redact"));

    public static TheoryData<string, string> Running => new()
    {
        { "response.output_text", "text" },
        { "response.text", "text" },
        { "response.output_audio_transcript", "transcript" },
        { "response.audio_transcript", "transcript" },
    };

    [Theory]
    [MemberData(nameof(Running))]
    public void A_value_cut_anywhere_is_redacted_and_its_copy_agrees(string name, string member)
    {
        const string Text = "Pay with 4111 1111 1111 1111, says EMP-123456.";
        const string Clean = "Pay with [REDACTED:pii/payment-card], says [REDACTED:employee].";
        for (int cut = 1; cut < Text.Length; cut++)
        {
            List<string> seen = RealtimeGiven.Seen(Redact, [RealtimeGiven.Delta(name, Text[..cut]), RealtimeGiven.Delta(name, Text[cut..]), RealtimeGiven.Done(name, member, Text), RealtimeGiven.ResponseDone()]);
            Assert.Equal(Clean, RealtimeGiven.Gather(seen, name + ".delta"));
            Assert.Equal(RealtimeGiven.Done(name, member, Clean), seen[^2]);
            Assert.Equal(4, seen.Count);
        }
    }

    [Fact]
    public void Arguments_cut_anywhere_are_redacted_as_JSON()
    {
        const string Name = "response.function_call_arguments";
        const string Text = """{"to":"\u0045MP-123456","n":4111111111111111}""";
        const string Clean = """{"to":"[REDACTED:employee]","n":"[REDACTED:pii/payment-card]"}""";
        for (int cut = 1; cut < Text.Length; cut++)
        {
            List<string> seen = RealtimeGiven.Seen(Redact, [RealtimeGiven.Delta(Name, Text[..cut]), RealtimeGiven.Delta(Name, Text[cut..]), RealtimeGiven.Done(Name, "arguments", Text)]);
            Assert.Equal(Clean, RealtimeGiven.Gather(seen, Name + ".delta"));
            using JsonDocument done = JsonDocument.Parse(seen[^1]);
            Assert.Equal(Clean, done.RootElement.GetProperty("arguments").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Running))]
    public void A_clean_session_passes_as_it_is_except_where_text_waits(string name, string member)
    {
        string[] clean =
        [
            """{"type":"session.created","event_id":"e","session":{"id":"s","model":"gpt-realtime","instructions":"Be \u00e9 nice.","temperature":0.8,"tools":[],"expires_at":1758000000}}""",
            RealtimeGiven.Delta(name, "Hello \\ there. "), """{"type":"response.output_audio.delta","response_id":"resp_1","item_id":"item_1","output_index":0,"content_index":0,"delta":"AAAA4111111111111111+/=="}""",
            RealtimeGiven.Delta(name, "All is well. "), RealtimeGiven.Done(name, member, "Hello \\ there. All is well. "), RealtimeGiven.ResponseDone(),
            """{"type":"rate_limits.updated","rate_limits":[{"name":"requests","limit":4111111111111111,"remaining":1,"reset_seconds":0.1}]}""",
        ];
        Assert.Equal(clean, RealtimeGiven.Seen(Redact, clean));
    }

    [Fact]
    public void Text_that_is_held_when_others_speak_leaves_in_an_event_of_its_own()
    {
        const string Name = "response.output_audio_transcript";
        const string Sound = """{"type":"response.output_audio.delta","response_id":"resp_1","item_id":"item_1","delta":"AAAA"}""";
        List<string> seen = RealtimeGiven.Seen(Redact, [RealtimeGiven.Delta(Name, "Ask EMP-123"), Sound, RealtimeGiven.Done(Name, "transcript", "Ask EMP-123")]);
        Assert.Equal("Ask EMP-123", RealtimeGiven.Gather(seen, Name + ".delta"));
        Assert.Equal(Sound, seen[1]);
        using JsonDocument own = JsonDocument.Parse(seen[2]);
        Assert.Equal(("resp_1", "item_1", 0), (own.RootElement.GetProperty("response_id").GetString(), own.RootElement.GetProperty("item_id").GetString(), own.RootElement.GetProperty("output_index").GetInt32()));
        Assert.Equal(4, seen.Count);
    }

    [Fact]
    public void A_response_that_is_done_ends_all_of_its_texts()
    {
        const string Name = "response.output_text";
        List<string> seen = RealtimeGiven.Seen(Redact, [RealtimeGiven.Delta(Name, "Ask EMP-123"), RealtimeGiven.ResponseDone(), RealtimeGiven.Delta(Name, "456.").Replace("_1", "_2")]);
        Assert.Equal("Ask EMP-123456.", RealtimeGiven.Gather(seen, Name + ".delta"));
    }

    [Fact]
    public void A_long_session_keeps_no_lane_of_what_is_over()
    {
        List<string> messages = [];
        for (int i = 0; i < 3000; i++)
        {
            messages.Add(RealtimeGiven.Delta("response.output_text", "Ask EMP-12").Replace("_1", string.Create(CultureInfo.InvariantCulture, $"_{i}")));
            messages.Add(RealtimeGiven.Done("response.output_text", "text", "Ask EMP-12").Replace("_1", string.Create(CultureInfo.InvariantCulture, $"_{i}")));
        }

        Assert.Equal(6000, RealtimeGiven.Seen(Redact, messages).Count);
    }

    [Theory]
    [MemberData(nameof(Running))]
    public void A_blocked_response_ends_as_by_the_providers_filter_and_the_session_goes_on(string name, string member)
    {
        List<string> replies = [];
        List<string> seen = RealtimeGiven.Seen(
            Block,
            [
                """{"type":"response.output_item.added","response_id":"resp_1","output_index":0,"item":{"id":"item_1","type":"message","role":"assistant","content":[]}}""",
                RealtimeGiven.Delta(name, "It is Blue"),
                RealtimeGiven.Delta(name, "bird now."),
                RealtimeGiven.Delta(name, "More of it."),
                RealtimeGiven.Done(name, member, "It is Bluebird now. More of it."),
                """{"type":"conversation.item.done","item":{"id":"item_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"It is Bluebird now."}]}}""",
                RealtimeGiven.ResponseDone(output: """{"id":"item_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"Bluebird"}]}"""),
                """{"type":"error","event_id":"e","error":{"type":"invalid_request_error","code":"response_cancel_not_active","message":"No.","event_id":"event_sluice_cancel"}}""",
                RealtimeGiven.Delta(name, "All is well.").Replace("_1", "_2"),
                RealtimeGiven.Done(name, member, "All is well.").Replace("_1", "_2"),
            ],
            replies);
        Assert.Equal("""{"type":"response.cancel","event_id":"event_sluice_cancel","response_id":"resp_1"}""", Assert.Single(replies));
        Assert.DoesNotContain("bird", string.Concat(seen), StringComparison.Ordinal);
        Assert.Equal("It is All is well.", RealtimeGiven.Gather(seen, name + ".delta"));
        using JsonDocument done = JsonDocument.Parse(seen[2]);
        JsonElement response = done.RootElement.GetProperty("response");
        Assert.Equal(("resp_1", "incomplete", "content_filter"), (response.GetProperty("id").GetString(), response.GetProperty("status").GetString(), response.GetProperty("status_details").GetProperty("reason").GetString()));
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public void What_others_say_meanwhile_survives_a_block()
    {
        const string Heard = "conversation.item.input_audio_transcription";
        const string Name = "response.output_text";
        string heard = RealtimeGiven.Delta(Heard, "@").Replace("\"response_id\":\"resp_1\",", "").Replace("item_1", "item_9");
        List<string> seen = RealtimeGiven.Seen(Block, [heard.Replace("@", "I am EMP-12"), RealtimeGiven.Delta(Name, "Bluebird."), heard.Replace("@", "3456."), """{"type":"conversation.item.input_audio_transcription.completed","item_id":"item_9","content_index":0,"transcript":"I am EMP-123456."}"""]);
        Assert.Equal("I am [REDACTED:employee].", RealtimeGiven.Gather(seen, Heard + ".delta"));
        Assert.Contains("I am [REDACTED:employee].", seen[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_session_keeps_no_lane_of_what_was_blocked()
    {
        List<string> messages = [];
        for (int i = 0; i < 1500; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"_{i}");
            messages.Add(RealtimeGiven.Delta("response.output_text", "Ask EMP-12").Replace("_1", id));
            messages.Add(RealtimeGiven.Delta("response.function_call_arguments", "Bluebird. ").Replace("_1", id));
        }

        List<string> replies = [];
        List<string> seen = RealtimeGiven.Seen(Block, messages, replies);
        Assert.Equal((1500, 1500), (replies.Count, seen.Count(m => m.Contains("content_filter", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_texts_are_cut_and_mixed_their_deltas_and_their_copies_agree(int seed)
    {
        Random random = new(seed);
        string[] pieces = ["EMP-", "EMP-123456", "123456", " ", ". ", "4111 1111 1111 1111", "4111 11", "so ", "é", "\ud83d\ude00", "\"", "\\", "EMP-12"];
        (string Name, string Member)[] fields = [("response.output_text", "text"), ("response.output_audio_transcript", "transcript"), ("response.function_call_arguments", "arguments")];
        for (int round = 0; round < 200; round++)
        {
            List<string> messages = [];
            List<(string Name, string Member, string Id, string Left)> texts = [];
            for (int i = 0; i < 3; i++)
                texts.Add((fields[i].Name, fields[i].Member, $"_{random.Next(2)}{i}", string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)]))));
            List<string> whole = [.. texts.Select(t => RealtimeGiven.Done(t.Name, t.Member, t.Left).Replace("_1", t.Id))];
            while (texts.Exists(t => t.Left.Length > 0))
            {
                int at = random.Next(texts.Count);
                int length = Math.Min(1 + random.Next(6), texts[at].Left.Length);
                messages.Add(RealtimeGiven.Delta(texts[at].Name, texts[at].Left[..length]).Replace("_1", texts[at].Id));
                texts[at] = texts[at] with { Left = texts[at].Left[length..] };
                if (random.Next(4) == 0)
                    messages.Add("""{"type":"response.output_audio.delta","response_id":"x","item_id":"y","delta":"AAAA"}""");
            }

            List<string> seen = RealtimeGiven.Seen(Redact, [.. messages, .. whole]);
            for (int i = 0; i < 3; i++)
            {
                using JsonDocument copy = JsonDocument.Parse(Assert.Single(seen, m => m.Contains(fields[i].Name + ".done", StringComparison.Ordinal)));
                Assert.Equal(copy.RootElement.GetProperty(fields[i].Member).GetString(), RealtimeGiven.Gather(seen, fields[i].Name + ".delta"));
            }
        }
    }

    [Fact]
    public void A_copy_that_is_blocked_ends_its_response_too()
    {
        List<string> replies = [];
        List<string> seen = RealtimeGiven.Seen(Block, [RealtimeGiven.ResponseDone(output: """{"type":"message","role":"assistant","content":[{"type":"output_audio","transcript":"Bluebird"}]}""")], replies);
        Assert.Contains("content_filter", Assert.Single(seen), StringComparison.Ordinal);
        Assert.Empty(replies);
    }

    [Fact]
    public void What_the_user_said_is_guarded_like_a_text()
    {
        const string Name = "conversation.item.input_audio_transcription";
        const string Completed = """{"type":"conversation.item.input_audio_transcription.completed","item_id":"item_1","content_index":0,"transcript":"Ask EMP-123456 now.","logprobs":[{"token":"EMP-123","logprob":-1,"bytes":[1]},{"token":"456","logprob":-1,"bytes":[1]}]}""";
        List<string> seen = RealtimeGiven.Seen(Redact, [RealtimeGiven.Delta(Name, "Ask EMP-12"), RealtimeGiven.Delta(Name, "3456 now."), Completed]);
        Assert.Equal("Ask [REDACTED:employee] now.", RealtimeGiven.Gather(seen, Name + ".delta"));
        Assert.Equal("""{"type":"conversation.item.input_audio_transcription.completed","item_id":"item_1","content_index":0,"transcript":"Ask [REDACTED:employee] now.","logprobs":[]}""", seen[^1]);
        string clean = Completed.Replace("EMP-123456", "EMP!").Replace("EMP-123", "x");
        Assert.Equal(clean, Assert.Single(RealtimeGiven.Seen(Redact, [clean])));
    }

    [Fact]
    public void A_blocked_transcription_fails_and_nothing_more_of_it_comes()
    {
        const string Name = "conversation.item.input_audio_transcription";
        string heard = RealtimeGiven.Delta(Name, "Bluebird").Replace("\"response_id\":\"resp_1\",", "");
        List<string> seen = RealtimeGiven.Seen(Block, [heard.Replace("Bluebird", "Blue"), heard.Replace("Bluebird", "bird flies"), heard, """{"type":"conversation.item.input_audio_transcription.completed","item_id":"item_1","content_index":0,"transcript":"Bluebird flies"}"""]);
        Assert.Contains("input_audio_transcription.failed", seen[1], StringComparison.Ordinal);
        Assert.Equal(2, seen.Count);
        Assert.DoesNotContain("bird", string.Concat(seen), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("system", """{"type":"session.updated","session":{"instructions":"@","tools":[{"name":"@","description":"@"}],"audio":{"input":{"transcription":{"prompt":"@"}}}}}""")]
    [InlineData("user", """{"type":"conversation.item.added","item":{"id":"i","type":"message","content":[{"type":"input_text","text":"@"},{"type":"input_audio","transcript":"@"}],"role":"user"}}""")]
    [InlineData("assistant", """{"type":"response.content_part.done","part":{"type":"audio","transcript":"@"}}""")]
    [InlineData("tool-call", """{"type":"response.output_item.done","item":{"type":"function_call","name":"f","arguments":"{\"a\":\"@\"}"}}""")]
    [InlineData("tool-result", """{"type":"conversation.item.done","item":{"type":"mcp_call","arguments":"{}","output":"@"}}""")]
    [InlineData("system", """{"type":"conversation.item.done","item":{"type":"mcp_list_tools","tools":[{"name":"f","description":"@"}]}}""")]
    [InlineData("assistant", """{"type":"error","error":{"message":"@"}}""")]
    [InlineData("assistant", """{"type":"brand.new","deep":{"er":["@"]}}""")]
    [InlineData("document", """{"type":"response.output_audio.delta","delta":"not base64: @"}""")]
    public void Every_text_of_a_server_event_is_judged_by_whose_words_it_is(string scope, string template)
    {
        Policy policy = Given.Policy(("employee", scope, "Redact"));
        Assert.Equal(template.Replace("@", "see [REDACTED:employee]."), Assert.Single(RealtimeGiven.Seen(policy, [template.Replace("@", "see EMP-123456.")])));
    }

    [Fact]
    public void A_running_text_of_an_unknown_event_is_guarded_as_one()
    {
        List<string> seen = RealtimeGiven.Seen(Redact, [RealtimeGiven.Delta("response.new_kind", "EMP-1"), RealtimeGiven.Delta("response.new_kind", "23456."), RealtimeGiven.Done("response.new_kind", "text", "x")]);
        Assert.Equal("[REDACTED:employee].", RealtimeGiven.Gather(seen, "response.new_kind.delta"));
    }

    [Fact]
    public void What_is_no_JSON_is_one_text()
    {
        Assert.Equal("so [REDACTED:employee]!", Assert.Single(RealtimeGiven.Seen(Redact, ["so EMP-123456!"])));
        Assert.Contains("content_filter", Assert.Single(RealtimeGiven.Seen(Block, ["so Bluebird!"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Usage_adds_up_over_responses_and_the_model_is_known()
    {
        Exchange exchange = RealtimeGiven.Exchange(Redact);
        RealtimeGiven.Seen(Redact, ["""{"type":"session.created","session":{"model":"gpt-realtime"}}""", RealtimeGiven.ResponseDone("a"), RealtimeGiven.ResponseDone("b")], null, exchange);
        Assert.Equal(new TokenUsage(6, 8), exchange.Usage);
        Assert.Equal("gpt-realtime", exchange.ResponseModel);
    }
}
