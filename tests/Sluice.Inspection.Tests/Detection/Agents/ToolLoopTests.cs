using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Detection.Agents;

/// <summary>Agents that go in circles.</summary>
public sealed class ToolLoopTests
{
    private static readonly Policy Usual = Given.Policy(("tools/loop", "any", "Block"));

    [Theory]
    [InlineData("aaaaa", true)]
    [InlineData("bbbaaaaa", true)]
    [InlineData("aaaa", false)]
    [InlineData("aaaaab", false)]
    [InlineData("ababababab", true)]
    [InlineData("abcabcabcabcabc", true)]
    [InlineData("abcdabcdabcdabcdabcd", false)]
    [InlineData("abcde", false)]
    [InlineData("", false)]
    public void Five_rounds_at_the_end_are_a_loop(string calls, bool loops)
    {
        Assert.Equal(loops, Given.Refused(Usual, Chat(calls)) is not null);
        Assert.Equal(loops, Given.Refused(Usual, Messages(calls), new Dialects.Wire("anthropic", "/v1/messages").Exchange(Usual)) is not null);
    }

    [Fact]
    public void The_user_says_how_many()
    {
        Policy policy = OwnDetector.Policy(d => d.Tools = new ToolOptions { Repeats = 3 });
        Assert.NotNull(Given.Refused(policy, Chat("baaa")));
        Assert.Null(Given.Refused(policy, Chat("baa")));
    }

    [Fact]
    public void Another_tool_with_equal_arguments_is_another_call()
    {
        string body = Chat("aaaaa");
        int last = body.LastIndexOf("\"look\"", StringComparison.Ordinal);
        Assert.Null(Given.Refused(Usual, body[..last] + "\"seek\"" + body[(last + 6)..]));
    }

    [Fact]
    public void What_only_flags_is_recorded()
    {
        Policy policy = Given.Policy(("tools/loop", "any", "Flag"));
        Exchange exchange = Given.Exchange(policy);
        Assert.Null(Given.Refused(policy, Chat("aaaaa"), exchange));
        Assert.Equal(Decision.Flag, exchange.Tally.Decision);
    }

    /// <summary>Calls with an id each, as clients number them, and their results.</summary>
    private static string Chat(string calls) =>
        $$"""{"model":"m","messages":[{"role":"user","content":"Go."}{{string.Concat(calls.Select((c, i) =>
            $$$"""
            ,{"role":"assistant","tool_calls":[{"id":"call_{{{i}}}","type":"function","function":{"name":"look","arguments":"{\"at\":\"{{{c}}}\"}"}}]},{"role":"tool","tool_call_id":"call_{{{i}}}","content":"Nothing."}
            """))}}]}""";

    private static string Messages(string calls) =>
        $$"""{"max_tokens":9,"messages":[{"role":"user","content":"Go."}{{string.Concat(calls.Select((c, i) =>
            $$$"""
            ,{"role":"assistant","content":[{"type":"tool_use","id":"t{{{i}}}","name":"look","input":{"at":"{{{c}}}"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t{{{i}}}","content":"Nothing."}]}
            """))}}]}""";
}
