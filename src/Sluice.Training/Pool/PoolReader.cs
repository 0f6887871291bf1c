using System.Security.Cryptography;
using System.Text.Json;

namespace Sluice.Training.Pool;

/// <summary>Reads the pool's files, lines of JSON, and remembers the hash of each.</summary>
internal sealed class PoolReader(string folder)
{
    private readonly SortedDictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <summary>SHA-256 of every file that was read.</summary>
    public IReadOnlyDictionary<string, string> Hashes => _hashes;

    /// <summary>The rows of one file in their order.</summary>
    public IEnumerable<PoolRow> Read(string file)
    {
        string path = Path.Combine(folder, file + ".jsonl");
        _hashes[file] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        foreach (string line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            JsonElement row = json.RootElement;
            JsonElement label = row.GetProperty("label");
            row.TryGetProperty("meta", out JsonElement meta);
            yield return new PoolRow(
                row.GetProperty("text").GetString() ?? "",
                label.ValueKind == JsonValueKind.String ? label.GetString()! : "",
                row.GetProperty("source").GetString() ?? "",
                Text(meta, "channel"),
                Text(meta, "category"));
        }
    }

    private static string Text(JsonElement meta, string name) =>
        meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
