namespace Sluice.Simulator.Wires.OpenAi.Realtime;

/// <summary>A realtime response is always a stream with one choice.</summary>
internal sealed class RealtimeForm : IAnswerForm
{
    public static RealtimeForm Instance { get; } = new();

    public string IdPrefix => "resp_sim_";
}
