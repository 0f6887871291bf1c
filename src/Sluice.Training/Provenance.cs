using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sluice.Training.Pool;

namespace Sluice.Training;

/// <summary>Says beside a model what it was made of: sources, rows, licences, hashes of the input, seed and command. Holds no date, so that the same training gives the same file.</summary>
internal static class Provenance
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string model, TrainingPlan plan, PoolReader pool, IReadOnlyList<TrainingRow> rows)
    {
        var provenance = new
        {
            model = Path.GetFileName(model),
            sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model))),
            command = "make train DATA=folder",
            seed = plan.Fitting.Seed,
            fitting = plan.Fitting,
            heads = plan.Heads,
            sources = plan.Sources.Where(s => s.Trains).Select(s => new { s.File, s.Source, s.Licence, rows = rows.Count(r => string.Equals(r.Source, s.Source, StringComparison.Ordinal)) }),
            own = rows.Where(r => r.Weight > 0 && IsOwn(plan, r)).CountBy(r => r.Source).Select(s => new { source = s.Key, rows = s.Value }),
            inputs = pool.Hashes,
            ownRows = HashOf(rows.Where(r => IsOwn(plan, r))),
        };
        File.WriteAllText(Path.ChangeExtension(model, ".provenance.json"), JsonSerializer.Serialize(provenance, Indented).ReplaceLineEndings("\n") + "\n");
    }

    private static bool IsOwn(TrainingPlan plan, TrainingRow row) => plan.Sources.All(s => !string.Equals(s.Source, row.Source, StringComparison.Ordinal));

    private static string HashOf(IEnumerable<TrainingRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
            hash.AppendData(Encoding.UTF8.GetBytes(row.Text));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
