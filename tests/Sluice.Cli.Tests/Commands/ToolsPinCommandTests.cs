namespace Sluice.Cli.Tests.Commands;

public sealed class ToolsPinCommandTests
{
    [Fact]
    public async Task It_prints_the_pins_of_a_servers_list()
    {
        using ConfigFile list = new("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"add","description":"Adds."}]}}""");
        Ended ended = await SluiceProcess.RunAsync("tools", "pin", list.Path);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Matches(@"""Mcp"": \{\s+""Pins"": \{\s+""add"": ""sha256:[0-9a-f]{64}""", ended.Output);
    }

    [Theory]
    [InlineData("{}", "defines no tool")]
    [InlineData("no JSON", "is no JSON")]
    [InlineData("""[{"name":"a","description":"x"},{"name":"a","description":"y"}]""", "defines a twice")]
    public async Task It_says_what_is_wrong_with_a_document(string document, string expected)
    {
        using ConfigFile list = new(document);
        Ended ended = await SluiceProcess.RunAsync("tools", "pin", list.Path);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
    }
}
