using System.Text;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Detection.Agents;

/// <summary>The user's rules for tools, in every dialect.</summary>
public sealed class ToolRulesTests
{
    private static readonly Policy AllowList = OwnDetector.Policy(d => d.Tools = new ToolOptions { Allow = { "read_*", "search" } });
    private static readonly Policy Arguments = OwnDetector.Policy(d => d.Tools = new ToolOptions { Arguments = { new ToolArgumentOptions { Tool = "sh*", Argument = "command", Deny = @"\brm -rf /" } } });
    private static readonly Policy AnyArgument = OwnDetector.Policy(d => d.Tools = new ToolOptions { Arguments = { new ToolArgumentOptions { Tool = "shell", Deny = @"\brm -rf /" } } });

    public static TheoryData<string> Answering => [.. ToolCalls.Dialects.Where(d => ToolCalls.Answer(d) is not null)];

    public static TheoryData<string> Streaming => [.. ToolCalls.Dialects.Where(d => ToolCalls.Stream(d) is not null)];

    public static TheoryData<string> Requesting => [.. ToolCalls.Dialects.Where(d => ToolCalls.Request(d) is not null)];

    public static TheoryData<string> Defining => [.. ToolCalls.Dialects.Where(d => ToolCalls.Definition(d) is not null)];

    [Theory]
    [MemberData(nameof(Answering))]
    public void A_tool_that_is_not_allowed_is_blocked_in_a_whole_answer(string dialect)
    {
        Assert.Equal(Decision.Block, Answered(dialect, AllowList, "shell"));
        Assert.Equal(Decision.None, Answered(dialect, AllowList, "read_file"));
    }

    [Theory]
    [MemberData(nameof(Streaming))]
    public void A_tool_that_is_not_allowed_is_blocked_in_a_stream_before_its_arguments(string dialect)
    {
        foreach (int piece in (int[])[int.MaxValue, 7])
        {
            (Decision decision, string seen) = Streamed(dialect, AllowList, "shell", piece);
            Assert.Equal(Decision.Block, decision);
            Assert.DoesNotContain("rm -rf", seen, StringComparison.Ordinal);
        }

        Assert.Equal(Decision.None, Streamed(dialect, AllowList, "read_file", int.MaxValue).Decision);
    }

    [Theory]
    [MemberData(nameof(Requesting))]
    public void A_tool_that_is_not_allowed_is_blocked_in_a_request(string dialect)
    {
        Assert.Equal(Decision.Block, Requested(dialect, AllowList, ToolCalls.Request(dialect)!));
        Assert.Equal(Decision.None, Requested(dialect, AllowList, ToolCalls.Request(dialect, "read_file")!));
    }

    [Theory]
    [MemberData(nameof(Defining))]
    public void A_tool_that_is_not_allowed_is_not_offered_either(string dialect)
    {
        Assert.Equal(Decision.Block, Requested(dialect, AllowList, ToolCalls.Definition(dialect)!));
        Assert.Equal(Decision.None, Requested(dialect, AllowList, ToolCalls.Definition(dialect)!.Replace("\"shell\"", "\"read_file\"")));
        Policy calls = OwnDetector.Policy(d => d.Tools = new ToolOptions { Allow = { "read_*" } }, "tool-call");
        Assert.Equal(Decision.None, Requested(dialect, calls, ToolCalls.Definition(dialect)!));
    }

    [Theory]
    [MemberData(nameof(Answering))]
    public void An_argument_is_judged_in_a_whole_answer_for_its_tool_alone(string dialect)
    {
        Policy policy = dialect == "custom" ? AnyArgument : Arguments;
        Assert.Equal(Decision.Block, Answered(dialect, policy, "shell"));
        Assert.Equal(Decision.None, Answered(dialect, policy, "read_file"));
    }

    [Theory]
    [MemberData(nameof(Streaming))]
    public void An_argument_is_judged_in_a_stream_for_its_tool_alone(string dialect)
    {
        Policy policy = dialect == "custom" ? AnyArgument : Arguments;
        foreach (int piece in (int[])[int.MaxValue, 11])
        {
            (Decision decision, string seen) = Streamed(dialect, policy, "shell", piece);
            Assert.Equal(Decision.Block, decision);
            Assert.DoesNotContain("/srv/data", seen, StringComparison.Ordinal);
        }

        if (dialect != "realtime") // its event of the end repeats the arguments and does not say whose they are
            Assert.Equal(Decision.None, Streamed(dialect, policy, "read_file", int.MaxValue).Decision);
    }

    [Theory]
    [MemberData(nameof(Requesting))]
    public void An_argument_is_judged_in_a_request(string dialect) =>
        Assert.Equal(Decision.Block, Requested(dialect, dialect == "custom" ? AnyArgument : Arguments, ToolCalls.Request(dialect)!));

    [Fact]
    public void An_argument_is_told_by_its_name()
    {
        Policy policy = OwnDetector.Policy(d => d.Tools = new ToolOptions { Arguments = { new ToolArgumentOptions { Argument = "path", Deny = @"\brm -rf /" } } });
        Assert.Equal(Decision.None, Requested("anthropic", policy, ToolCalls.Request("anthropic")!));
    }

    [Fact]
    public void What_is_denied_in_an_argument_is_replaced_where_it_stands()
    {
        Policy policy = OwnDetector.Policy(d => d.Tools = new ToolOptions { Arguments = { new ToolArgumentOptions { Deny = "/srv/[a-z]+" } } }, then: "Redact");
        Assert.Equal(ToolCalls.Request("anthropic")!.Replace("/srv/data", "[REDACTED:own]"), ToolCalls.WireOf("anthropic").Forwarded(policy, ToolCalls.Request("anthropic")!));
    }

    [Theory]
    [InlineData("Shell")]
    [InlineData("SHELL")]
    [InlineData("shell_exec")]
    public void A_denied_tool_is_denied_whatever_its_case(string tool)
    {
        Policy policy = OwnDetector.Policy(d => d.Tools = new ToolOptions { Deny = { "shell*" } });
        Assert.Equal(Decision.Block, Answered("openai", policy, tool));
        Assert.Equal(Decision.None, Answered("openai", policy, "read_shell"));
    }

    [Fact]
    public void An_allowed_tool_is_spelled_exactly() => Assert.Equal(Decision.Block, Answered("openai", AllowList, "Search"));

    [Theory]
    [InlineData("responses", """{"model":"m","input":"x","tools":[{"type":"code_interpreter","container":{"type":"auto"}}]}""")]
    [InlineData("gemini", """{"contents":[],"tools":[{"codeExecution":{}}]}""")]
    [InlineData("anthropic", """{"max_tokens":9,"messages":[],"tools":[{"type":"bash_20250124","name":"bash"}]}""")]
    public void Tools_that_the_provider_runs_are_tools(string dialect, string request) => Assert.Equal(Decision.Block, Requested(dialect, AllowList, request));

    [Fact]
    public void A_call_of_a_tool_that_the_provider_runs_goes_by_its_type()
    {
        const string answer = """{"id":"resp_1","object":"response","output":[{"type":"shell_call","id":"sh_1","action":{"commands":["ls"]},"status":"completed"}]}""";
        Exchange exchange = ToolCalls.Exchange("responses", AllowList);
        Inspector.InspectResponse(exchange, Encoding.UTF8.GetBytes(answer), Given.Limits).Replacement?.Dispose();
        Assert.Equal(Decision.Block, exchange.Tally.Decision);
    }

    [Fact]
    public void Two_calls_side_by_side_are_told_apart()
    {
        string stream = Tests.Streaming.ChatStream.Chunk("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"read_file","arguments":""}}]}""")
            + Tests.Streaming.ChatStream.Chunk("""{"tool_calls":[{"index":1,"id":"b","function":{"name":"shell","arguments":""}}]}""")
            + Tests.Streaming.ChatStream.Arguments("{\"command\":\"rm -rf /a\"}", tool: 0);
        Exchange exchange = Given.Exchange(Arguments);
        Given.Streamed(Arguments, stream + Tests.Streaming.ChatStream.Finish() + Tests.Streaming.ChatStream.Done, exchange);
        Assert.Equal(Decision.None, exchange.Tally.Decision);
        exchange = Given.Exchange(Arguments);
        Given.Streamed(Arguments, stream.Replace("\"index\":0,\"function\":{\"arguments\":\"{", "\"index\":1,\"function\":{\"arguments\":\"{") + Tests.Streaming.ChatStream.Finish() + Tests.Streaming.ChatStream.Done, exchange);
        Assert.Equal(Decision.Block, exchange.Tally.Decision);
    }

    [Fact]
    public void A_prompt_of_a_server_is_no_tool()
    {
        const string request = """{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"shell","arguments":{"command":"rm -rf /"}}}""";
        Assert.Equal(Decision.None, Requested("mcp", AllowList, request));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_key()
    {
        Assert.Equal("Sluice:Detectors:own:Tools", Assert.Single(OwnDetector.Errors(d => d.Tools = new ToolOptions())).Key);
        Assert.Equal("Sluice:Detectors:own:Tools:Arguments:0:Deny", Assert.Single(OwnDetector.Errors(d => d.Tools = new ToolOptions { Arguments = { new ToolArgumentOptions { Deny = "(" } } })).Key);
        Assert.Equal("Sluice:Detectors:own:Tools:Repeats", Assert.Single(OwnDetector.Errors(d => d.Tools = new ToolOptions { Repeats = 1 })).Key);
        Assert.Equal("Sluice:Detectors:own", Assert.Single(OwnDetector.Errors(d =>
        {
            d.Tools = new ToolOptions { Deny = { "x" } };
            d.Words.Add("y");
        })).Key);
    }

    private static Decision Answered(string dialect, Policy policy, string tool)
    {
        Exchange exchange = ToolCalls.Exchange(dialect, policy);
        Inspector.InspectResponse(exchange, Encoding.UTF8.GetBytes(ToolCalls.Answer(dialect, tool)!), Given.Limits).Replacement?.Dispose();
        return exchange.Tally.Decision;
    }

    private static (Decision Decision, string Seen) Streamed(string dialect, Policy policy, string tool, int piece)
    {
        Exchange exchange = ToolCalls.Exchange(dialect, policy);
        string seen = ToolCalls.Streamed(dialect, exchange, ToolCalls.Stream(dialect, tool)!, piece);
        return (exchange.Tally.Decision, seen);
    }

    private static Decision Requested(string dialect, Policy policy, string body)
    {
        Exchange exchange = ToolCalls.Exchange(dialect, policy);
        Given.Inspect(exchange, body);
        Assert.Null(exchange.Invalid);
        return exchange.Tally.Decision;
    }
}
