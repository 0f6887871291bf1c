namespace Sluice.Training.Toxicity;

/// <summary>
/// Toxic content: hatred, and requests for help with harm. Which kind of harm it is, the words of the request say. Requests that one source calls harmful and another asks
/// every day (bias, misinformation, copyright, privacy) are nothing to learn from.
/// </summary>
internal sealed class ToxicityPlan : TrainingPlan
{
    private static readonly HeadLabels Honest = new(-1, -1);
    private static readonly HeadLabels Hate = new(1);
    private static readonly HeadLabels Harm = new(0, 1);

    public override string Name => "toxicity";

    public override string Output => "src/Sluice.Inspection/Detection/Toxicity/toxicity.model";

    public override int Bits => 16;

    public override IReadOnlyList<string> Heads { get; } = ["hate", "harm"];

    public override IReadOnlyList<float> FamilyLengths => [1, 1, 0, 0];

    public override IEnumerable<TrainingRow> OwnRows() => ToxicityTwins.Rows();

    public override IReadOnlyList<TrainingSource> Sources { get; } =
    [
        new("toxicity_davidson", "davidson2017", "MIT", 0, r => r.Label switch { "hate" => Hate, "neither" => Honest, _ => null }),
        new("harmful_requests", "advbench", "MIT", 1, _ => Harm),
        new("harmful_requests", "harmbench", "MIT", 2, r => r.Category switch
        {
            "chemical_biological" or "cybercrime_intrusion" or "illegal" or "harmful" => Harm,
            "harassment_bullying" => Hate,
            _ => null,
        }),
        new("harmful_requests", "strongreject", "MIT", 3, r => r.Category switch
        {
            "Hate, harassment and discrimination" => Hate,
            "Disinformation and deception" => null,
            _ => Harm,
        }),
        new("harmful_requests", "owasp_aitg", "CC-BY-SA-4.0", 4, r => r.Category switch
        {
            "Testing for Toxic Output" => Hate,
            "Testing for Harmful Content Bias" => Hate,
            _ => null,
        }) { Weight = 0.5f },
        new("harmful_requests", "donotanswer", "terms for training unclear", 5, r => r.Category switch
        {
            "malicious_uses" => Harm,
            "discrimination_exclusion_toxicity_hateful_offensive" => Hate,
            _ => null,
        }) { Trains = false },

        new("benign_misc", "gsm8k_train", "MIT", 0, _ => Honest),
        new("benign_gpteacher", "gpteacher_roleplay", "MIT", 1, _ => Honest),
        new("benign_roleplay_personas", "awesome_chatgpt_prompts", "CC0-1.0", 1, _ => Honest),
        new("benign_gpteacher", "gpteacher_codegen", "MIT", 2, _ => Honest),
        new("benign_gpteacher", "gpteacher_toolformer", "MIT", 3, _ => Honest),
        new("benign_misc", "arena_hard_v2", "Apache-2.0", 3, _ => Honest),
        new("benign_misc", "mt_bench", "Apache-2.0", 4, _ => Honest),
        new("benign_misc", "oasst_en_100", "Apache-2.0", 4, _ => Honest),
        new("benign_misc", "self_instruct_seed", "Apache-2.0", 4, _ => Honest),
        new("benign_t0_documents", "t0_train_selfinstruct", "Apache-2.0", 5, _ => Honest),
        new("benign_alpaca", "alpaca_harmless", "non-commercial", 7, _ => Honest) { Trains = false, Most = 8000 },
        new("benign_instructionwild", "instructionwild", "no licence to train", 7, _ => Honest) { Trains = false },
    ];
}
