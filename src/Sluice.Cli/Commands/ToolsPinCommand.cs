using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Inspection.Dialects;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice tools pin FILE</c>: prints the hash of every tool that a document defines, as the configuration's <c>Mcp:Pins</c> takes them.</summary>
internal static class ToolsPinCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A server's answer to tools/list, a request with tools, or a list of definitions; - for standard input." };
        var command = new Command("pin", "Print the hashes of the tools that a document defines, for Mcp:Pins of a detector.") { file };
        command.SetAction((result, cancel) => PinAsync(result.GetValue(file)!, cancel));
        return command;
    }

    private static async Task<int> PinAsync(string file, CancellationToken cancel)
    {
        try
        {
            IReadOnlyList<(string Name, string Hash)> tools = ToolList.Read(await ReadAsync(file, cancel));
            if (tools.Count == 0)
            {
                await Console.Error.WriteLineAsync("The document defines no tool.");
                return ExitCode.NotRight;
            }

            Dictionary<string, string> pins = new(StringComparer.Ordinal);
            foreach ((string name, string hash) in tools)
            {
                if (!pins.TryAdd(name, hash) && !string.Equals(pins[name], hash, StringComparison.Ordinal))
                {
                    await Console.Error.WriteLineAsync($"The document defines {name} twice, and not alike.");
                    return ExitCode.NotRight;
                }
            }

            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { Mcp = new { Pins = pins } }, Indented));
            return ExitCode.Success;
        }
        catch (JsonException e)
        {
            await Console.Error.WriteLineAsync($"The document is no JSON: {e.Message}");
            return ExitCode.NotRight;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failure;
        }
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancel)
    {
        if (!string.Equals(file, "-", StringComparison.Ordinal))
            return await File.ReadAllBytesAsync(file, cancel);
        using var bytes = new MemoryStream();
        await using Stream input = Console.OpenStandardInput();
        await input.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }
}
