using System.Diagnostics;
using System.Text;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>A process that this run started and that never outlives it.</summary>
internal sealed class Child : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly List<Child> Alive = [];

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    static Child() => AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();

    private Child(string name, Process process)
    {
        Name = name;
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                if (_errors.Length < 4_000)
                    _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
        lock (Gate)
            Alive.Add(this);
    }

    public string Name { get; }

    /// <summary>Processor time that it has used, in seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Memory that it holds in RAM, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public bool HasExited => _process.HasExited;

    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Starts this very program with other arguments.</summary>
    public static Child StartSelf(string name, IReadOnlyList<string> args, CpuPlace place = CpuPlace.Anywhere, IReadOnlyDictionary<string, string>? environment = null) =>
        Start(name, Environment.ProcessPath!, IsHost(Environment.ProcessPath!) ? [typeof(Child).Assembly.Location, .. args] : args, place, environment);

    public static Child Start(string name, string file, IReadOnlyList<string> args, CpuPlace place, IReadOnlyDictionary<string, string>? environment)
    {
        (file, args) = Cpus.Pin(file, args, place);
        var start = new ProcessStartInfo(file, args) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string key, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        return new Child(name, Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start"));
    }

    /// <summary>The next line that it prints; throws when it ends or is silent for too long.</summary>
    public async Task<string> ReadLineAsync(TimeSpan most)
    {
        using var limit = new CancellationTokenSource(most);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException($"{Name} ended: {Errors}");
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{Name} said nothing for {most.TotalSeconds:F0} s: {Errors}", e);
        }
    }

    /// <summary>Reads on and drops what is read, so that the process never waits for a reader.</summary>
    public void Drain() => _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);

    /// <summary>Closes its standard input, which the children of this program take as the word to end.</summary>
    public void Release() => _process.StandardInput.Close();

    public void Dispose()
    {
        lock (Gate)
            Alive.Remove(this);
        Kill();
        _process.Dispose();
    }

    private static bool IsHost(string path) => Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase);

    private static void KillAll()
    {
        lock (Gate)
        {
            foreach (Child child in Alive)
                child.Kill();
        }
    }

    private void Kill()
    {
        if (_process.HasExited)
            return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit(5_000);
    }
}
