namespace Sluice.Cli.Evaluation.Obfuscation;

/// <summary>One way of hiding what a text says from who judges it, while its reader understands it.</summary>
/// <param name="Name">The family.</param>
/// <param name="KeepsValues">Whether a key or a number in the text is still that key or number to a careful reader: changing the case of a key makes another key.</param>
/// <param name="Hide">Rewrites a text; all chance comes from the argument.</param>
internal sealed record Obfuscator(string Name, bool KeepsValues, Func<string, Random, string> Hide);
