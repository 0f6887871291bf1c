using Sluice.Benchmarks.EndToEnd;
using Sluice.Benchmarks.Micro;

namespace Sluice.Benchmarks;

/// <summary>Runs what its first argument names. The verbs in the second half are this program's own children.</summary>
internal static class Program
{
    private const string Usage = """
        usage: dotnet run --project tests/Sluice.Benchmarks -c Release -- VERB [--quick] [--rounds N] [--results DIR]
          micro        engine, request and event costs; construction in a cold process
          holdback     how many characters a stream holds back, on prose in token-like pieces
          adversarial  throughput on inputs made to be slow
          e2e          the gate as a process beside two bare YARPs, interleaved
          detectors    the gate with every local detector on, beside its default policy and a bare YARP, interleaved
          dialects     time to first token and delay per delta in every dialect, the gate beside a bare YARP, interleaved
          all          all of these, one after the other (about 20 minutes, with --quick about 4)
        Results go to tests/Sluice.Benchmarks/Results as markdown; --quick proves that all works, its figures are rough.
        """;

    private static async Task<int> Main(string[] args)
    {
        string verb = args.Length == 0 ? "" : args[0];
        string[] rest = args.Length == 0 ? [] : args[1..];
        switch (verb)
        {
            case "micro": return await MicroRun.RunAsync(BenchmarkOptions.Parse(rest));
            case "holdback": return await HoldBackRun.RunAsync(BenchmarkOptions.Parse(rest));
            case "adversarial": return await AdversarialRun.RunAsync(BenchmarkOptions.Parse(rest));
            case "e2e": return await EndToEndRun.RunAsync(BenchmarkOptions.Parse(rest));
            case "detectors": return await DetectorsRun.RunAsync(BenchmarkOptions.Parse(rest));
            case "dialects": return await DialectsRun.RunAsync(BenchmarkOptions.Parse(rest));
            case "all": return await AllAsync(BenchmarkOptions.Parse(rest));
            case "construct": return await ConstructionProbe.RunAsync(rest);
            case "serve-upstream": return await MockUpstream.RunAsync();
            case "serve-yarp": return await BareYarp.RunAsync(rest);
            case "load": return await LoadClient.RunAsync(LoadPlan.Parse(rest));
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static async Task<int> AllAsync(BenchmarkOptions options)
    {
        int failed = await HoldBackRun.RunAsync(options);
        failed |= await AdversarialRun.RunAsync(options);
        failed |= await MicroRun.RunAsync(options);
        failed |= await EndToEndRun.RunAsync(options);
        failed |= await DetectorsRun.RunAsync(options);
        failed |= await DialectsRun.RunAsync(options);
        return failed;
    }
}
