using Sluice.Testing;

namespace Sluice.Cli.Tests.Commands;

public sealed class ConfigSchemaCommandTests
{
    [Fact]
    public async Task It_prints_the_schema_that_ships_byte_for_byte()
    {
        Ended schema = await SluiceProcess.RunAsync("config", "schema");
        Assert.Equal((0, ""), (schema.ExitCode, schema.Error));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "sluice.schema.json"), TestContext.Current.CancellationToken), schema.Output);
    }
}
