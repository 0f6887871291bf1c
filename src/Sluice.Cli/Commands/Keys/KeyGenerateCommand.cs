using System.CommandLine;
using System.Text.Json;
using Sluice.Governance.Identity;

namespace Sluice.Cli.Commands.Keys;

/// <summary><c>sluice key generate</c>: a secret for a key that the configuration declares, and the hash that goes there. Needs no store.</summary>
internal static class KeyGenerateCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var command = new Command("generate", "Make a secret for a key under Sluice:Keys:Declared, and its hash.") { json };
        command.SetAction(result =>
        {
            string secret = KeySecret.Create(), hash = Convert.ToHexStringLower(KeyHasher.DigestOf(secret));
            Console.Out.WriteLine(result.GetValue(json)
                ? JsonSerializer.Serialize(new { secret, hash })
                : $"Secret  {secret}\nHash    {hash}\nThe hash goes into the configuration: \"Hash\" of a key under Sluice:Keys:Declared. The secret goes to whoever calls.");
        });
        return command;
    }
}
