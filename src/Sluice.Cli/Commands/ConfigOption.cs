using System.CommandLine;
using Sluice.Gateway.Configuration;

namespace Sluice.Cli.Commands;

/// <summary><c>--config FILE</c>, repeatable; <c>appsettings.json</c> here where it is not given.</summary>
internal sealed class ConfigOption : Option<string[]>
{
    public ConfigOption()
        : base("--config", "-c")
    {
        Description = "A configuration file; give it again for more, a later one wins.";
        HelpName = "FILE";
        DefaultValueFactory = _ => ["appsettings.json"];
    }

    public ConfigurationSources Sources(ParseResult result) => ConfigurationSources.ForProcess(result.GetValue(this) ?? []);
}
