using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Sluice.Benchmarks.Reports;
using Sluice.Benchmarks.Wires;

namespace Sluice.Benchmarks.Micro;

/// <summary>What the parts of an inspection cost, measured by BenchmarkDotNet in this process; and what compiling a policy costs a fresh process.</summary>
internal static class MicroRun
{
    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        string artifacts = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
        try
        {
            IConfig config = Config(options, artifacts);
            var report = new Reports.Report("Micro-benchmarks", "micro", options);
            report.Begin("BenchmarkDotNet, short jobs, in-process. A character of these texts is a byte. The texts are made by `Corpus/TextMaker.cs`.");
            Engine(report, config);
            Views(report, config);
            Detectors(report, config);
            Pieces(report, config);
            Bodies(report, config);
            Events(report, config);
            Credentials(report, config);
            Limits(report, config);
            await ConstructionAsync(report, options);
            await report.SaveAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    private static ManualConfig Config(BenchmarkOptions options, string artifacts)
    {
        Job job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(options.Quick ? 3 : 8)
            .WithIterationCount(options.Quick ? 3 : 10)
            .WithIterationTime(TimeInterval.FromMilliseconds(options.Quick ? 40 : 150));
        return ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(artifacts);
    }

    private static void Engine(Reports.Report report, IConfig config)
    {
        report.Line($"## Whole text, all built-in rules, warm ({EngineBenchmarks.Length:N0} characters; target 160 MB/s)");
        report.Line();
        report.Head("text", "MB/s", "spread", "B allocated");
        foreach (BenchmarkReport one in BenchmarkRunner.Run<EngineBenchmarks>(config).Reports)
        {
            if (Result(report, one) is { } r)
                report.Row(Parameter(one), $"{EngineBenchmarks.Length / r.Nanoseconds * 1e3:F0}", Spread(r), $"{r.Bytes}");
        }

        report.Line();
    }

    private static void Views(Reports.Report report, IConfig config)
    {
        report.Line($"## A text of {ViewBenchmarks.Length:N0} characters in its other views");
        report.Line();
        report.Head("text", "what", "µs", "spread", "B allocated");
        foreach (BenchmarkReport one in BenchmarkRunner.Run<ViewBenchmarks>(config).Reports)
        {
            if (Result(report, one) is { } r)
                report.Row(Parameter(one), one.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), $"{r.Nanoseconds / 1e3:F2}", Spread(r), $"{r.Bytes}");
        }

        report.Line();
    }

    private static void Detectors(Reports.Report report, IConfig config)
    {
        report.Line("## Detectors on a user's text (target: all together 80 µs and 0 B per 4,096 characters)");
        report.Line();
        report.Head("detectors", "text", "characters", "µs", "spread", "B allocated");
        foreach (BenchmarkReport one in BenchmarkRunner.Run<DetectorBenchmarks>(config).Reports)
        {
            if (Result(report, one) is not { } r)
                continue;
            string[] names = Parameter(one).Split('/');
            report.Row(names[0], names[1], $"{int.Parse(names[2]):N0}", $"{r.Nanoseconds / 1e3:F2}", Spread(r), $"{r.Bytes}");
        }

        report.Line();
    }

    private static void Pieces(Reports.Report report, IConfig config)
    {
        report.Line("## Stream, per delta of 4 characters (target 100 ns, 0 B)");
        report.Line();
        report.Head("what", "ns", "spread", "B allocated");
        foreach (BenchmarkReport one in BenchmarkRunner.Run<DeltaBenchmarks>(config).Reports)
        {
            if (Result(report, one) is { } r)
                report.Row(one.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), $"{r.Nanoseconds:F0}", Spread(r), $"{r.Bytes}");
        }

        report.Line();
    }

    private static void Bodies(Reports.Report report, IConfig config)
    {
        report.Line("## A chat request, policy `default`");
        report.Line();
        report.Head("body", "what", "µs", "spread", "MB/s", "B allocated");
        foreach (BenchmarkReport one in BenchmarkRunner.Run<RequestBenchmarks>(config).Reports)
        {
            if (Result(report, one) is not { } r)
                continue;
            int kilobytes = int.Parse(Parameter(one));
            report.Row($"{kilobytes} KB", one.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), $"{r.Nanoseconds / 1e3:F1}", Spread(r), $"{kilobytes * 1024 / r.Nanoseconds * 1e3:F0}", $"{r.Bytes}");
        }

        report.Line();
    }

    private static void Events(Reports.Report report, IConfig config)
    {
        report.Line("## One event of a stream through its guard");
        report.Line();
        report.Head("endpoint", "policy", "ns", "spread", "B allocated");
        foreach (BenchmarkReport one in BenchmarkRunner.Run<EventBenchmarks>(config).Reports)
        {
            if (Result(report, one) is not { } r)
                continue;
            string[] names = Parameter(one).Split('/');
            report.Row(Wire.Of(names[0]).Title, names[1], $"{r.Nanoseconds:F0}", Spread(r), $"{r.Bytes}");
        }

        report.Line();
    }

    private static void Credentials(Reports.Report report, IConfig config)
    {
        report.Line("## A key or a token as a credential");
        report.Line();
        report.Head("what", "µs", "spread", "B allocated");
        foreach (BenchmarkReport one in BenchmarkRunner.Run<KeyBenchmarks>(config).Reports.Concat(BenchmarkRunner.Run<TokenBenchmarks>(config).Reports))
        {
            if (Result(report, one) is { } r)
                report.Row(one.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), $"{r.Nanoseconds / 1e3:F2}", Spread(r), $"{r.Bytes}");
        }

        report.Line();
    }

    private static void Limits(Reports.Report report, IConfig config)
    {
        report.Line("## Limits of one request, counted in memory (target 60 µs with authentication, 2 KB)");
        report.Line();
        report.Head("what", "ns", "spread", "B allocated");
        foreach (BenchmarkReport one in BenchmarkRunner.Run<LimitBenchmarks>(config).Reports)
        {
            if (Result(report, one) is { } r)
                report.Row(one.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), $"{r.Nanoseconds:F0}", Spread(r), $"{r.Bytes}");
        }

        report.Line();
    }

    private static async Task ConstructionAsync(Reports.Report report, BenchmarkOptions options)
    {
        report.Line("## Construction in a fresh process (target 400 ms; JIT included)");
        report.Line();
        report.Head("what", "median ms", "min..max");
        foreach (string what in ConstructionProbe.Subjects)
        {
            var times = new List<double>();
            for (int i = 0; i < (options.Quick ? 2 : 7); i++)
                times.Add(await ConstructionProbe.MeasureAsync(what));
            report.Row(ConstructionProbe.Describe(what), $"{Sample.Median(times):F0}", $"{times.Min():F0}..{times.Max():F0}");
        }
    }

    private static string Parameter(BenchmarkReport report) => report.BenchmarkCase.Parameters.Items[0].Value.ToString()!;

    private static string Spread((double Nanoseconds, double Deviation, long Bytes) result) => $"±{result.Deviation / result.Nanoseconds * 100:F0} %";

    /// <summary>Mean, standard deviation and bytes per operation; null, and said so, where a benchmark failed.</summary>
    private static (double Nanoseconds, double Deviation, long Bytes)? Result(Reports.Report report, BenchmarkReport one)
    {
        if (one.ResultStatistics is { } statistics)
            return (statistics.Median, statistics.StandardDeviation, one.GcStats.GetBytesAllocatedPerOperation(one.BenchmarkCase) ?? 0);
        report.Line(string.Create(CultureInfo.InvariantCulture, $"{one.BenchmarkCase.DisplayInfo}: no result"));
        return null;
    }
}
