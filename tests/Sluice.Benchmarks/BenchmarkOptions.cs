namespace Sluice.Benchmarks;

/// <summary>What the command line says about a run.</summary>
/// <param name="Quick">Short runs, to prove that everything works.</param>
/// <param name="Rounds">Interleaved rounds of the end-to-end run.</param>
/// <param name="Results">Where the markdown goes.</param>
internal sealed record BenchmarkOptions(bool Quick, int Rounds, string Results)
{
    public static BenchmarkOptions Parse(IReadOnlyList<string> args)
    {
        bool quick = args.Contains("--quick");
        int rounds = quick ? 1 : 5;
        string results = Path.Combine(Repository.Root, "tests", "Sluice.Benchmarks", "Results");
        for (int i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    break;
                case "--rounds" when i + 1 < args.Count:
                    rounds = Math.Clamp(int.Parse(args[++i]), 1, 50);
                    break;
                case "--results" when i + 1 < args.Count:
                    results = Path.GetFullPath(args[++i]);
                    break;
                default:
                    throw new ArgumentException($"{args[i]} is no option, or lacks its value", nameof(args));
            }
        }

        return new BenchmarkOptions(quick, rounds, results);
    }
}
