using System.Diagnostics;
using System.Text;

namespace Sluice.Cli.Tests;

/// <summary>The built program, started as a shell would.</summary>
internal sealed class SluiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _directory;

    private SluiceProcess(Process process, DirectoryInfo directory) => (_process, _directory) = (process, directory);

    public StreamReader Output => _process.StandardOutput;

    public static SluiceProcess Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("sluice-process-"); // A store of its own.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sluice.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = directory.FullName,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new SluiceProcess(Process.Start(start)!, directory);
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<Ended> RunAsync(params string[] arguments)
    {
        using SluiceProcess process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task TerminateAsync()
    {
        using Process kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the end and reads what is left.</summary>
    public async Task<Ended> EndAsync()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> output = _process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = _process.StandardError.ReadToEndAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return new Ended(_process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }
}

/// <summary>What a program left behind.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error);
