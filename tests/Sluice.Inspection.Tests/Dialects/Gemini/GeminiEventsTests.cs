using System.Text.Json;
using Sluice.Inspection.Policies;
using static Sluice.Inspection.Tests.Dialects.Gemini.GeminiStream;

namespace Sluice.Inspection.Tests.Dialects.Gemini;

public sealed class GeminiEventsTests
{
    private static readonly Wire[] Framings = [Sse, Elements];

    public static TheoryData<int> Both => [0, 1];

    [Theory]
    [MemberData(nameof(Both))]
    public void A_card_cut_over_two_pieces_at_every_position_is_redacted(int framing)
    {
        Wire wire = Framings[framing];
        string text = $"Pay with {Wire.Card}, please.";
        for (int at = 0; at <= text.Length; at++)
        {
            string seen = wire.Streamed(Wire.Cards, Framed(wire, Text(text[..at]), Thought(text[..at]), Text(text[at..]), Thought(text[at..]), Finish()));
            SortedDictionary<string, string> gathered = Gather(wire, seen);
            Assert.Equal($"Pay with {Wire.CardLabel}, please.", gathered["0.text"]);
            Assert.Equal($"Pay with {Wire.CardLabel}, please.", gathered["0.thought"]);
            Assert.Equal(5, Pieces(wire, seen).Count);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void The_bytes_of_a_stream_may_be_cut_anywhere(int framing)
    {
        Wire wire = Framings[framing];
        string stream = Framed(wire, Text("Ask EMP-1"), Text("23456 now: é\"\\]}[{"), Piece("{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":\"EMP-123456\"}}}"), Finish());
        string whole = wire.Streamed(Wire.Employees, stream);
        Assert.Equal("Ask [REDACTED:employee] now: é\"\\]}[{", Gather(wire, whole)["0.text"]);
        Assert.DoesNotContain("EMP-123456", whole, StringComparison.Ordinal);
        for (int length = 1; length < 40; length++)
            Assert.Equal(whole, wire.Streamed(Wire.Employees, stream, length));
    }

    public static TheoryData<int, string> Finishing => new MatrixTheoryData<int, string>(
        [0, 1],
        [
            "{\"candidates\":[{\"finishReason\":\"STOP\",\"index\":0}]}",
            "{\"candidates\":[{\"content\":{},\"finishReason\":\"STOP\",\"index\":0}]}",
            "{\"candidates\":[{\"content\":{\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}]}",
            "{\"candidates\":[{\"index\":0,\"finishReason\":\"STOP\",\"content\":{\"parts\":[]}}]}",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\",\"thoughtSignature\":\"CpcB\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}]}",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}],\"role\":\"model\"},\"finishReason\":\"STOP\"}]}",
        ]);

    [Theory]
    [MemberData(nameof(Finishing))]
    public void Text_held_to_the_end_leaves_in_the_finishing_piece_and_events_stay(int framing, string last)
    {
        Wire wire = Framings[framing];
        string stream = Framed(wire, Text("See you "), Text("jane"), Text(" and joe"), last);
        string seen = wire.Streamed(Wire.Holding, stream);
        Assert.Equal("See you jane and joe", Gather(wire, seen)["0.text"]);
        Assert.Equal("STOP", Gather(wire, seen)["0.finish"]);
        Assert.Equal(4, Pieces(wire, seen).Count);
    }

    [Theory]
    [MemberData(nameof(Finishing))]
    public void A_thought_and_a_text_can_both_be_held_to_the_end(int framing, string last)
    {
        Wire wire = Framings[framing];
        SortedDictionary<string, string> seen = Gather(wire, wire.Streamed(Wire.Holding, Framed(wire, Thought("ask jane"), Text("ask joe"), last)));
        Assert.Equal(("ask jane", "ask joe", "STOP"), (seen["0.thought"], seen["0.text"], seen["0.finish"]));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void What_is_held_when_nothing_finishes_leaves_before_the_streams_end(int framing)
    {
        Wire wire = Framings[framing];
        string seen = wire.Streamed(Wire.Holding, Framed(wire, Text("See you jane")));
        Assert.Equal("See you jane", Gather(wire, seen)["0.text"]);
        Assert.Contains("\"modelVersion\":\"gemini-x\",\"responseId\":\"r1\"}", seen[seen.IndexOf("jane", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_block_ends_the_open_candidates_as_the_providers_filter_would(int framing)
    {
        Wire wire = Framings[framing];
        string seen = wire.Streamed(Wire.Blocking, Framed(wire, Text("The plan is Blue"), Text("one.", 1), Text("two.", 2), Finish(2), Text("bird and more"), Text("behind")));
        const string Ending = "{\"candidates\":[{\"finishReason\":\"SAFETY\",\"index\":0},{\"finishReason\":\"SAFETY\",\"index\":1}],\"modelVersion\":\"gemini-x\",\"responseId\":\"r1\"}";
        Assert.Equal([Text("The plan is "), Text("one.", 1), Text("two.", 2), Finish(2), Ending], Pieces(wire, seen).Select(p => p.GetRawText()));
        Assert.Equal("SAFETY", Gather(wire, seen)["0.finish"]);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_block_before_anything_was_sent_says_that_the_prompt_was_blocked(int framing)
    {
        Wire wire = Framings[framing];
        string seen = wire.Streamed(Wire.Blocking, Framed(wire, Text("Bluebird flies")));
        Assert.Equal("SAFETY", Assert.Single(Pieces(wire, seen)).GetProperty("promptFeedback").GetProperty("blockReason").GetString());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Partial_arguments_are_guarded_whatever_the_cut_and_each_ends_by_itself(int framing)
    {
        Wire wire = Framings[framing];
        string text = $"card {Wire.Card}";
        for (int at = 0; at <= text.Length; at++)
        {
            string seen = wire.Streamed(Wire.Cards, Framed(wire, Argument("$.a", text[..at], goesOn: true), Argument("$.b", text[..at], goesOn: true), Argument("$.a", text[at..]), Argument("$.b", text[at..]), Finish()));
            SortedDictionary<string, string> gathered = Gather(wire, seen);
            Assert.Equal(($"card {Wire.CardLabel}", $"card {Wire.CardLabel}"), (gathered["0.$.a"], gathered["0.$.b"]));
            Assert.Equal(5, Pieces(wire, seen).Count);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void An_argument_that_only_its_call_ends_leaves_before_that_end_and_says_where_it_belongs(int framing)
    {
        Wire wire = Framings[framing];
        string end = Piece("{\"functionCall\":{}}", ",\"finishReason\":\"STOP\"");
        string seen = wire.Streamed(Wire.Holding, Framed(wire, Argument("$.a", "ask ", goesOn: true), Argument("$.a", "jane", goesOn: true), Argument("$.b", "joe", goesOn: true), end));
        SortedDictionary<string, string> gathered = Gather(wire, seen);
        Assert.Equal(("ask jane", "joe", "STOP"), (gathered["0.$.a"], gathered["0.$.b"], gathered["0.finish"]));
        Assert.Equal(end, Pieces(wire, seen)[^1].GetRawText());
        Assert.Contains("\"jsonPath\":\"$.a\",\"stringValue\":\"jane\"", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_no_text_could_be_decoded_from_do_not_end_the_stream()
    {
        string stream = Framed(Sse, "{\"\\ud800odelVersion\":1,\"candidates\":[]}", Text("Bluebird flies"));
        Assert.EndsWith("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\n\n", Sse.Streamed(Wire.Blocking, stream), StringComparison.Ordinal);
    }

    [Fact]
    public void Candidates_have_lanes_of_their_own()
    {
        SortedDictionary<string, string> seen = Gather(Sse, Sse.Streamed(Wire.Employees, Framed(Sse, Text("EMP-12"), Text("EMP-65", 1), Text("3456."), Text("4321", 1), Finish(), Finish(1))));
        Assert.Equal(("[REDACTED:employee].", "[REDACTED:employee]"), (seen["0.text"], seen["1.text"]));
    }

    [Fact]
    public void Signed_thoughts_are_never_rewritten_and_signed_words_are()
    {
        const string Signed = "{\"text\":\"EMP-123456\",\"thought\":true,\"thoughtSignature\":\"CpcB\"}";
        string stream = Framed(Sse, Piece(Signed), Piece("{\"text\":\"EMP-123456 \",\"thoughtSignature\":\"CpcB\"}"), Finish());
        Exchange exchange = Sse.Exchange(Wire.Employees);
        Assert.Equal(stream.Replace("{\"text\":\"EMP-123456 \",\"thoughtSignature\"", "{\"text\":\"[REDACTED:employee] \",\"thoughtSignature\""), Sse.Streamed(exchange, stream));
        Policy blocks = Given.Policy(p => p.OnSigned = "Block", ("employee", "any", "Redact"));
        Assert.Contains("blockReason", Sse.Streamed(blocks, Framed(Sse, Piece(Signed))), StringComparison.Ordinal);
    }

    [Fact]
    public void Token_probabilities_do_not_give_back_what_was_taken_or_is_held()
    {
        string stream = Framed(Sse, Probable("Ask"), Probable(" EMP-", "12"), Probable("3456"), Probable(" now"), Probable(" then"), Finish());
        string seen = Sse.Streamed(Wire.Employees, stream);
        Assert.Equal("Ask [REDACTED:employee] now then", Gather(Sse, seen)["0.text"]);
        Assert.DoesNotContain("EMP", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("3456", seen, StringComparison.Ordinal);
        Assert.Contains("\"token\":\"Ask\"", seen, StringComparison.Ordinal);
        Assert.Contains("\"token\":\" then\"", seen, StringComparison.Ordinal);
        Assert.Contains("\"logprobsResult\":{}", seen, StringComparison.Ordinal);
        Assert.Equal(Framed(Sse, Probable("Ask", " now")), Sse.Streamed(Wire.Employees, Framed(Sse, Probable("Ask", " now"))));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void An_upstreams_error_in_a_stream_passes_as_it_is(int framing)
    {
        Wire wire = Framings[framing];
        string stream = Framed(wire, Text("Hi "), "{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}");
        Assert.Equal(stream, wire.Streamed(Wire.Holding, stream));
        Assert.Equal(stream.Replace("overloaded", "[REDACTED:employee]"), wire.Streamed(Wire.Employees, stream.Replace("overloaded", "EMP-123456")));
    }

    [Fact]
    public void Usage_model_and_the_paths_words_are_read()
    {
        Exchange exchange = Sse.Exchange(Wire.Employees);
        string usage = Text("x").Replace("\"modelVersion\"", "\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":5,\"thoughtsTokenCount\":4},\"modelVersion\"");
        Sse.Streamed(exchange, Framed(Sse, usage, Finish()));
        Assert.Equal((new TokenUsage(7, 9), "gemini-x", "gemini-x", true), (exchange.Usage, exchange.Model, exchange.ResponseModel, exchange.Streaming));
    }

    private static string Argument(string path, string text, bool goesOn = false) =>
        Piece($"{{\"functionCall\":{{\"partialArgs\":[{{\"jsonPath\":\"{path}\",\"stringValue\":\"{text}\"{(goesOn ? ",\"willContinue\":true" : "")}}}],\"willContinue\":true}}}}");

    private static string Probable(params string[] tokens)
    {
        IEnumerable<string> entries = tokens.Select(t => $"{{\"token\":{JsonSerializer.Serialize(t)},\"tokenId\":7,\"logProbability\":-0.1}}");
        return Text(string.Concat(tokens)).Replace(
            ",\"index\":0",
            $",\"logprobsResult\":{{\"topCandidates\":[{string.Join(',', entries.Select(e => $"{{\"candidates\":[{e}]}}"))}],\"chosenCandidates\":[{string.Join(',', entries)}]}},\"index\":0");
    }
}
