using System.Text;
using Sluice.Inspection.Detection.Agents;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Dialects.Mcp;

namespace Sluice.Inspection.Tests.Detection.Agents;

/// <summary>Tools that are not what they were.</summary>
public sealed class ToolPinsTests
{
    private static readonly string List = ToolCalls.McpList("Runs a command.");

    [Fact]
    public void A_list_that_was_pinned_passes_and_a_changed_one_is_blocked()
    {
        Policy policy = Pinned(List);
        Assert.Equal(Decision.None, Listed(policy, List));
        Assert.Equal(Decision.Block, Listed(policy, ToolCalls.McpList("Runs any command.")));
        Assert.Equal(Decision.Block, Listed(policy, List.Replace("\"string\"", "\"number\"")));
        Assert.Equal(Decision.Block, Listed(policy, List.Replace("\"name\":{\"type\"", "\"more\":{\"type\":\"string\"},\"name\":{\"type\"")));
    }

    [Fact]
    public void A_new_tool_is_blocked() => Assert.Equal(Decision.Block, Listed(Pinned(List), ToolCalls.McpList("Runs a command.", name: "shell2")));

    [Fact]
    public void A_stream_is_judged_alike_and_no_later_list_slips_through()
    {
        Policy policy = Pinned(List);
        Exchange exchange = McpGiven.Exchange(policy);
        Given.Streamed(policy, McpGiven.Event(List) + McpGiven.Event(List), exchange);
        Assert.Equal(Decision.None, exchange.Tally.Decision);
        Given.Streamed(policy, McpGiven.Event(List) + McpGiven.Event(ToolCalls.McpList("Runs any command.")), exchange);
        Assert.Equal(Decision.Block, exchange.Tally.Decision);
    }

    [Fact]
    public void How_a_definition_is_spelled_makes_no_difference()
    {
        const string other = """
            {"id":1,"result":{"tools":[{"inputSchema":{"properties":{"name":{"type":"string"}},"type":"object"},
              "description":"Runs a c\u006fmmand.",  "name":"shell"}]},"jsonrpc":"2.0"}
            """;
        Assert.Equal(Decision.None, Listed(Pinned(List), other));
    }

    [Theory]
    [MemberData(nameof(ToolRulesTests.Defining), MemberType = typeof(ToolRulesTests))]
    public void Definitions_of_requests_are_compared_too(string dialect)
    {
        string request = ToolCalls.Definition(dialect)!;
        Policy policy = OwnDetector.Policy(d => d.Mcp = Pins(ToolList.Read(Encoding.UTF8.GetBytes(request))));
        Assert.Equal(Decision.None, Requested(dialect, policy, request));
        Assert.Equal(Decision.Block, Requested(dialect, policy, ToolCalls.Definition(dialect, "Runs any command.")!));
    }

    [Fact]
    public void A_list_is_read_from_a_bare_array_too()
    {
        IReadOnlyList<(string Name, string Hash)> bare = ToolList.Read("""[{"name":"a","description":"x"},{"description":"y","name":"b"}]"""u8);
        Assert.Equal(["a", "b"], bare.Select(t => t.Name));
        Assert.Equal(DefinitionHash.Of("""{"description":"x","name":"a"}"""u8), bare[0].Hash);
    }

    [Theory]
    [InlineData("md5:00")]
    [InlineData("sha256:zz")]
    public void What_is_no_hash_is_refused(string pin) =>
        Assert.Equal("Sluice:Detectors:own:Mcp:Pins:shell", Assert.Single(OwnDetector.Errors(d => d.Mcp = new McpOptions { Pins = { ["shell"] = [pin] } })).Key);

    private static Policy Pinned(string list) => OwnDetector.Policy(d => d.Mcp = Pins(ToolList.Read(Encoding.UTF8.GetBytes(list))));

    private static McpOptions Pins(IReadOnlyList<(string Name, string Hash)> tools)
    {
        Assert.NotEmpty(tools);
        McpOptions options = new();
        foreach ((string name, string hash) in tools)
            options.Pins[name] = [hash];
        return options;
    }

    private static Decision Listed(Policy policy, string answer)
    {
        Exchange exchange = McpGiven.Exchange(policy);
        Inspector.InspectResponse(exchange, Encoding.UTF8.GetBytes(answer), Given.Limits).Replacement?.Dispose();
        return exchange.Tally.Decision;
    }

    private static Decision Requested(string dialect, Policy policy, string body)
    {
        Exchange exchange = ToolCalls.Exchange(dialect, policy);
        Given.Inspect(exchange, body);
        return exchange.Tally.Decision;
    }
}
