namespace Sluice.Cli;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Something of the machine's failed, such as a listener's address being taken.</summary>
    public const int Failure = 1;

    /// <summary>What was to be checked or shown is not right; what is wrong was printed.</summary>
    public const int NotRight = 1;

    /// <summary>The configuration has errors, all of which were printed.</summary>
    public const int BadConfiguration = 2;
}
