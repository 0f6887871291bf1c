using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects.Bedrock;

public sealed class ConverseEventsTests
{
    private const string Card = "4111 1111 1111 1111";
    private const string Blocked = "messageStop {\"stopReason\":\"guardrail_intervened\"}";

    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"), ("pii/payment-card", "any", "Redact"));
    private static readonly Policy Holding = Given.Policy(("pii/email", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("codename", "response", "Block"));

    [Fact]
    public void A_card_cut_at_every_position_is_redacted_as_in_the_whole_text()
    {
        const string Text = "Pay with " + Card + ", please.";
        for (int at = 0; at <= Text.Length; at++)
        {
            SortedDictionary<string, string> seen = AwsStream.Gather(AwsStream.Streamed(Redact, AwsStream.Of(Text[..at], Text[at..])));
            Assert.Equal("Pay with [REDACTED:pii/payment-card], please.", seen["0.text"]);
            Assert.Equal(("end_turn", "17"), (seen["stopReason"], seen["totalTokens"]));
        }
    }

    [Fact]
    public void Text_that_is_held_at_its_blocks_end_leaves_with_the_event_that_waits_for_it() =>
        Assert.Equal(AwsStream.Of("see ", "you jane"), AwsStream.Streamed(Holding, AwsStream.Of("see you", " jane")));

    [Fact]
    public void What_was_held_when_the_upstream_stopped_or_failed_leaves_before_the_end()
    {
        byte[] open = [.. AwsStream.Start, .. AwsStream.Text("see you jane")];
        Assert.Equal(open, AwsStream.Streamed(Holding, open));
        byte[] failed = [.. open, .. AwsStream.Event("throttlingException", "{\"message\":\"Slow down\"}")];
        Assert.Equal(failed, AwsStream.Streamed(Holding, failed));
    }

    [Fact]
    public void Streamed_tool_input_is_matched_as_decoded_and_stays_valid_JSON()
    {
        const string Input = """{"to":"EMP-123456","n":[1e5,-2.50],"nested":{"EMP-654321":"\u0045MP\u002d111111 \n \"x\" é"},"card":4111111111111111}""";
        const string Expected = """{"to":"[REDACTED:employee]","n":[1e5,-2.50],"nested":{"[REDACTED:employee]":"[REDACTED:employee] \n \"x\" é"},"card":"[REDACTED:pii/payment-card]"}""";
        byte[] start = AwsStream.Event("contentBlockStart", "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}}");
        for (int length = 1; length < Input.Length; length++)
        {
            byte[] stream = [.. AwsStream.Start, .. start, .. ChatStream.Cut(Input, length).SelectMany(p => AwsStream.Input(p)), .. AwsStream.Stop(), .. AwsStream.End];
            Assert.Equal(Expected, AwsStream.Gather(AwsStream.Streamed(Redact, stream))["0.toolUse"]);
        }
    }

    [Fact]
    public void Blocks_have_lanes_of_their_own()
    {
        byte[] stream = [.. AwsStream.Start, .. AwsStream.Text("EMP-12", 0), .. AwsStream.Text("EMP-65", 1), .. AwsStream.Text("3456.", 0), .. AwsStream.Text("4321!", 1), .. AwsStream.Stop(0), .. AwsStream.Stop(1), .. AwsStream.End];
        SortedDictionary<string, string> seen = AwsStream.Gather(AwsStream.Streamed(Redact, stream));
        Assert.Equal(("[REDACTED:employee].", "[REDACTED:employee]!"), (seen["0.text"], seen["1.text"]));
    }

    [Fact]
    public void Reasoning_is_flagged_and_never_rewritten()
    {
        byte[] stream =
        [
            .. AwsStream.Start, .. AwsStream.Delta(0, "{\"reasoningContent\":{\"text\":\"It is EMP-12\"}}"), .. AwsStream.Delta(0, "{\"reasoningContent\":{\"text\":\"3456 \"}}"),
            .. AwsStream.Delta(0, "{\"reasoningContent\":{\"signature\":\"EqQBCgIY\"}}"), .. AwsStream.Stop(), .. AwsStream.End,
        ];
        Exchange exchange = AwsStream.Exchange(Redact, AwsStream.Claude + "converse-stream");
        Assert.Equal(stream, AwsStream.Streamed(Redact, stream, exchange: exchange));
        Assert.Equal(new TallyEntry(Direction.Response, "employee", Decision.Flag, 1), Assert.Single(exchange.Tally.Entries));
        Assert.Equal((new TokenUsage(13, 4) { CachedInput = 3 }, true, "anthropic.claude-x-v1:0"), (exchange.Usage, exchange.Streaming, exchange.Model));
    }

    [Theory]
    [InlineData("contentBlockStart", "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"EMP-123456\"}}}")]
    [InlineData("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"citation\":{\"sourceContent\":[{\"text\":\"EMP-123456\"}]}}}")]
    [InlineData("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"toolResult\":[{\"text\":\"EMP-123456 \"},{\"json\":{\"x\":\"EMP-123456\"}}]}}")]
    [InlineData("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"brandNew\":{\"x\":\"EMP-123456\"}}}")]
    [InlineData("messageStop", "{\"stopReason\":\"end_turn\",\"additionalModelResponseFields\":{\"x\":\"EMP-123456\"}}")]
    [InlineData("metadata", "{\"trace\":{\"guardrail\":{\"match\":\"EMP-123456\"}}}")]
    [InlineData("throttlingException", "{\"message\":\"EMP-123456\"}")]
    [InlineData("brandNew", "{\"x\":\"EMP-123456\"}")]
    [InlineData("brandNew", "no JSON EMP-123456")]
    public void What_an_event_says_beside_its_lanes_is_guarded(string name, string payload) =>
        Assert.Equal(AwsStream.Event(name, payload.Replace("EMP-123456", "[REDACTED:employee]")), AwsStream.Streamed(Redact, AwsStream.Event(name, payload)));

    [Fact]
    public void Block_stops_the_open_blocks_and_ends_the_message_as_a_guardrail_would()
    {
        byte[] before = [.. AwsStream.Start, .. AwsStream.Text("done", 0), .. AwsStream.Stop(0), .. AwsStream.Input("{", 1), .. AwsStream.Text("It is Blue", 2)];
        List<string> seen = AwsStream.Read(AwsStream.Streamed(Block, [.. before, .. AwsStream.Text("bird and", 2), .. AwsStream.Text(" more", 2)]));
        Assert.Equal(AwsStream.Read(before)[..^1], seen[..4]);
        Assert.Equal(
            [
                "contentBlockDelta {\"contentBlockIndex\":2,\"delta\":{\"text\":\"It is \"},\"p\":\"abcdef\"}", "contentBlockStop {\"contentBlockIndex\":1}", "contentBlockStop {\"contentBlockIndex\":2}", Blocked,
                "metadata {\"usage\":{\"inputTokens\":0,\"outputTokens\":0,\"totalTokens\":0},\"metrics\":{\"latencyMs\":0}}",
            ],
            seen[4..]);
    }

    [Theory]
    [InlineData("contentBlockStart", "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"name\":\"Bluebird\"}}}", false)]
    [InlineData("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Bluebird! \"}}", true)]
    [InlineData("messageStop", "{\"stopReason\":\"stop_sequence\",\"additionalModelResponseFields\":{\"x\":\"Bluebird\"}}", true)]
    public void Block_at_any_event_leaves_a_whole_message(string name, string payload, bool begun)
    {
        SortedDictionary<string, string> seen = AwsStream.Gather(AwsStream.Streamed(Block, [.. begun ? AwsStream.Start : [], .. AwsStream.Event(name, payload), .. AwsStream.End]));
        Assert.Equal("guardrail_intervened", seen["stopReason"]);
        Assert.Contains("totalTokens", seen.Keys);
        Assert.DoesNotContain(seen.Values, v => v.Contains("Bluebird", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_that_is_held_while_another_block_speaks_leaves_as_a_delta_of_its_own()
    {
        byte[] stream =
        [
            .. AwsStream.Start, .. AwsStream.Text("a jane", 0), .. AwsStream.Input("\"b jane", 1), .. AwsStream.Delta(2, "{\"toolResult\":[{\"text\":\"c jane\"}]}"),
            .. AwsStream.Event("ping", "{}"), .. AwsStream.Stop(0), .. AwsStream.Stop(1), .. AwsStream.Stop(2), .. AwsStream.End,
        ];
        List<string> seen = AwsStream.Read(AwsStream.Streamed(Holding, stream));
        Assert.Contains("contentBlockDelta {\"delta\":{\"text\":\"jane\"},\"contentBlockIndex\":0}", seen);
        Assert.Contains("contentBlockDelta {\"delta\":{\"toolUse\":{\"input\":\"jane\"}},\"contentBlockIndex\":1}", seen);
        Assert.Contains("contentBlockDelta {\"delta\":{\"toolResult\":[{\"text\":\"jane\"}]},\"contentBlockIndex\":2}", seen);
    }
}
