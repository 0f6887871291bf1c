using Sluice.Simulator.Recording;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Answers;

/// <summary>Counts the deltas of one answer and does what the script wants after each: wait, break off with an error, or cut.</summary>
internal sealed class AnswerPace(Script script, SimulatorOptions options, GateSet? gates, CancellationToken cancellationToken)
{
    private int _sent;
    private int _nextPause;

    /// <summary>Whether the stream is to end with an error event now.</summary>
    public bool FailsNow => script.ErrorAfterDelta?.After == _sent;

    /// <summary>A count beyond the stream's end would never be reached, and the test that wrote it would prove nothing.</summary>
    public static void Check(Script script, int deltas)
    {
        if (script.Pauses.Count > 0 && script.Pauses[^1].AfterDelta > deltas) throw Beyond("sim.pauses", deltas);
        if (script.ErrorAfterDelta?.After > deltas) throw Beyond("sim.errorAfterDelta.after", deltas);
        if (script.CutAfterDelta > deltas) throw Beyond("sim.cutAfterDelta", deltas);
    }

    public async ValueTask BeforeHeadersAsync()
    {
        await PauseAsync(-1);
        if (script.CutAfterDelta == -1) throw new AnswerCutException("Cut by script before the headers.");
    }

    /// <summary>To be called before the first delta.</summary>
    public ValueTask BeginAsync() => ReachAsync();

    public ValueTask DeltaSentAsync()
    {
        _sent++;
        return ReachAsync();
    }

    /// <summary>For an answer without deltas: every pause, one after the other.</summary>
    public ValueTask AllPausesAsync() => PauseAsync(int.MaxValue);

    private async ValueTask ReachAsync()
    {
        if (_nextPause < script.Pauses.Count) await PauseAsync(_sent);
        if (script.CutAfterDelta == _sent) throw new AnswerCutException("Cut by script.");
    }

    private async ValueTask PauseAsync(int reached)
    {
        while (_nextPause < script.Pauses.Count && script.Pauses[_nextPause].AfterDelta <= reached)
        {
            var pause = script.Pauses[_nextPause++];
            if (pause.Gate is null)
            {
                await Task.Delay(pause.Time, options.TimeProvider, cancellationToken);
                continue;
            }

            try
            {
                await gates!.PassAsync(pause.Gate, pause.Time, options.TimeProvider, cancellationToken);
            }
            catch (TimeoutException)
            {
                throw new AnswerCutException("A gate stayed shut for the longest pause.");
            }
        }
    }

    private static RequestProblemException Beyond(string field, int deltas) =>
        RequestProblemException.Bad(field, $"the stream has only {deltas} deltas");
}
