namespace Sluice.Cli.Tests.Commands;

public sealed class HelpTests
{
    [Fact]
    public async Task Help_names_the_commands()
    {
        Ended help = await SluiceProcess.RunAsync("--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Matches("(?m)^  run +Start the gate", help.Output);
        Assert.Matches("(?m)^  demo +", help.Output);
        Assert.Matches("(?m)^  policy +", help.Output);
        Assert.Matches("(?m)^  eval +", help.Output);
        Assert.Matches("(?m)^  config +", help.Output);
    }

    [Fact]
    public async Task An_unknown_command_is_refused()
    {
        Ended unknown = await SluiceProcess.RunAsync("walk");
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Contains("walk", unknown.Error, StringComparison.Ordinal);
    }
}
