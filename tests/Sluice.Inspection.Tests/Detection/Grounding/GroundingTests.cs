using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Detection.Grounding;

/// <summary>Answers held against the documents and tool results of their request.</summary>
public sealed class GroundingTests
{
    private const string Report =
        "The Harbour Museum in Ostwick opened on 12 March 1987 and was designed by Ingrid Halvorsen. In 2023 it welcomed 184,300 visitors, a rise of 6.5% over the year before. "
        + "Tickets cost 14 euros, and children under twelve enter free. The roof will be repaired for 2.4 million euros until 2026-09-30.";

    private static readonly Policy Policy = Given.Policy(("grounding/unsupported", "response.assistant", "Flag"), ("grounding/unsupported", "response.assistant", "Block"));

    [Theory]
    [InlineData("The museum welcomed 184,300 visitors in 2023.")]
    [InlineData("In 2023 the museum had 184300 visitors, which is 6.5% more than before.")]
    [InlineData("It was designed by Ingrid Halvorsen and opened in March 1987.")]
    [InlineData("The repair of the roof costs 2,400,000 euros and lasts until September 2026.")]
    [InlineData("Children under 12 enter free; everybody else pays 14 euros.")]
    [InlineData("1. The museum is in Ostwick.\n2. It has a roof that will be repaired.\n3. Tickets cost 14 euros.")]
    [InlineData("Yes, it does.")]
    [InlineData("I could not find anything about parking in the document. Would you like me to search for it?")]
    public void What_the_sources_say_passes(string answer) => Assert.Equal(Decision.None, Decided(answer));

    [Theory]
    [InlineData("The museum welcomed 194,300 visitors in 2023.")]
    [InlineData("The museum opened on 12 March 1978.")]
    [InlineData("Tickets for the museum cost 19 euros.")]
    [InlineData("Visitors of the museum rose by 9.5% over the year before.")]
    [InlineData("The museum in Ostwick was designed by Torvald Nystrom in Bergen and Oslo for 300 visitors.")]
    public void A_number_that_no_source_has_is_blocked(string answer) => Assert.Equal(Decision.Block, Decided(answer));

    [Theory]
    [InlineData("The museum was designed by Torvald Nystrom.")]
    public void A_name_that_no_source_has_is_flagged(string answer) => Assert.Equal(Decision.Flag, Decided(answer));

    [Fact]
    public void Only_the_sentence_at_fault_is_replaced()
    {
        Policy redact = Given.Policy(("grounding/unsupported", "response.assistant", "Redact"));
        Exchange exchange = Given.Exchange(redact);
        Given.Inspect(exchange, Request(Report));
        string answered = Given.Answered(redact, OwnDetector.Answer("The museum is in Ostwick. Tickets for the museum cost 19 euros. Children enter free."), exchange);
        Assert.Equal(OwnDetector.Answer("The museum is in Ostwick. [REDACTED:grounding/unsupported] Children enter free."), answered);
    }

    [Fact]
    public void What_the_user_said_is_known() =>
        Assert.Equal(Decision.None, Decided("The museum does not say whether 40 members of the Ellery Club enter free.", "Do the 40 members of the Ellery Club enter free?"));

    [Fact]
    public void Without_sources_nothing_is_judged() =>
        Assert.Equal(Decision.None, OwnDetector.Decided(Policy, OwnDetector.Chat("Be brief.", "When did the museum open?"), "The museum opened on 12 March 1978 with 990 visitors."));

    [Fact]
    public void A_stream_is_judged_as_the_whole_answer_is()
    {
        Exchange exchange = Given.Exchange(Policy);
        Given.Inspect(exchange, Request(Report));
        string stream = Tests.Streaming.ChatStream.Of(Tests.Streaming.ChatStream.Cut("The museum is in Ostwick, at the harbour. Tickets for the museum cost 19 euros. Enjoy your visit there.", 5));
        string seen = Tests.Streaming.ChatStream.Gather(Given.Streamed(Policy, stream, exchange))["0.content"];
        Assert.Equal("The museum is in Ostwick, at the harbour.", seen);
    }

    private static Decision Decided(string answer, string question = "Tell me about it.") => OwnDetector.Decided(Policy, Request(Report, question), answer);

    private static string Request(string source, string question = "Tell me about it.") =>
        $$$"""{"messages":[{"role":"user","content":{{{Tests.Streaming.ChatStream.Quote(question)}}}},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"fetch","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":{{{Tests.Streaming.ChatStream.Quote(source)}}}}]}""";
}
