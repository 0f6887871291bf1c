using Sluice.Inspection.Detection.Models;
using Sluice.Inspection.Detection.PromptInjection;
using Sluice.Training.Evaluation;

namespace Sluice.Training.Injection;

/// <summary>Prompt attacks: commands that override or leak instructions, jailbreaks by role, and instructions planted in data.</summary>
internal sealed class InjectionPlan : TrainingPlan
{
    /// <summary>Sources that train are dealt to folds 0 to 6.</summary>
    private const int Folds = 7;

    /// <summary>An ordinary request is no attack where data stands, either: the third head is to learn what makes an instruction one to the model.</summary>
    private static readonly HeadLabels Honest = new(-1, -1, -1);

    /// <summary>Prompts that command a role or a tool are honest where a user writes; in data they would be just what the third head looks for, so it learns nothing from them.</summary>
    private static readonly HeadLabels HonestCommand = new(-1, -1);

    public override string Name => "injection";

    public override string Output => "src/Sluice.Inspection/Detection/PromptInjection/injection.model";

    public override IReadOnlyList<string> Heads { get; } = ["override", "jailbreak", "indirect"];

    /// <summary>A stronger pull than usual and shorter characters keep single words of our grammar from deciding: both gain on sources left out, most at one in a thousand.</summary>
    public override FittingOptions Fitting { get; } = new() { Epochs = 7, Pull = 3e-4f };

    public override IReadOnlyList<float> FamilyLengths { get; } = [0.7f, 1, 1, 0.5f];

    public override ConceptLexicon Lexicon => InjectionLexicon.Instance;

    public override IEnumerable<TrainingRow> OwnRows() => new OwnTexts(Fitting.Seed, Folds).Rows();

    public override string Report => "docs/detection/injection-figures.md";

    public override IReadOnlyList<string> LongSources { get; } = ["codealpaca_outputs", "gpteacher_codegen", "t0_train_selfinstruct", "own_code", "own_log", "own_guide", "own_sysadmin"];

    public override IReadOnlyList<EvaluatedQuestion> Questions { get; } =
    [
        new("Prompts: any of override and jailbreak", [0, 1], ""),
        new("Tool results and documents: indirect", [2]),
        new("override alone", [0]),
        new("jailbreak alone", [1]),
    ];

    public override IReadOnlyList<TrainingSource> Sources { get; } =
    [
        new("attack_neuralchemy", "neuralchemy", "Apache-2.0", 0, r => r.Label switch
        {
            "injection" => new HeadLabels(1, 0, r.Category is "RAG_POISONING" or "AGENT_MANIPULATION" ? (sbyte)1 : (sbyte)0),
            "jailbreak" => new HeadLabels(0, 1),
            _ => Honest,
        }),
        new("attack_inthewild_jailbreak", "verazuo_inthewild", "MIT", 1, _ => new HeadLabels(0, 1)),
        new("attack_jailbreak_templates", "gptfuzz_templates", "MIT", 2, _ => new HeadLabels(0, 1)),
        new("attack_jailbreak_templates", "self_reminder", "MIT", 2, _ => new HeadLabels(0, 1)),
        new("attack_jailbreak_templates", "garak_dan", "Apache-2.0", 2, _ => new HeadLabels(0, 1)),
        new("attack_owasp_aitg", "owasp_aitg", "CC-BY-SA-4.0", 3, r => new HeadLabels(1, 0, r.Category.Contains("Indirect", StringComparison.Ordinal) ? (sbyte)1 : (sbyte)0)),
        new("attack_owasp_aitg", "garak_sysprompt_extraction", "Apache-2.0", 3, _ => new HeadLabels(1)),
        new("attack_tasktracker_triggers", "tasktracker_triggers", "MIT", 4, _ => new HeadLabels(0, 0, 1)),
        new("attack_injecagent", "injecagent_base", "MIT", 5, _ => new HeadLabels(0, 0, 1)),
        new("attack_injecagent", "injecagent_enhanced", "MIT", 5, _ => new HeadLabels(0, 0, 1)),
        new("attack_injecagent", "injecagent_benign_filled", "MIT", 5, _ => Honest),
        new("attack_wildjailbreak", "wildjailbreak_adv_harmful", "ODC-BY", 6, _ => new HeadLabels(0, 0)),
        new("attack_tensor_trust", "tensor_trust_hijacking", "no licence to train", 7, _ => new HeadLabels(1)) { Trains = false },
        new("attack_tensor_trust", "tensor_trust_extraction", "no licence to train", 7, _ => new HeadLabels(1)) { Trains = false },

        new("benign_misc", "gsm8k_train", "MIT", 5, _ => Honest),
        new("benign_gpteacher", "gpteacher_roleplay", "MIT", 1, _ => Honest),
        new("benign_roleplay_personas", "awesome_chatgpt_prompts", "CC0-1.0", 1, _ => HonestCommand),
        new("benign_gpteacher", "gpteacher_codegen", "MIT", 2, _ => Honest),
        new("benign_gpteacher", "gpteacher_toolformer", "MIT", 3, _ => HonestCommand),
        new("benign_misc", "arena_hard_v2", "Apache-2.0", 3, _ => Honest),
        new("benign_misc", "mt_bench", "Apache-2.0", 4, _ => Honest),
        new("benign_misc", "oasst_en_100", "Apache-2.0", 4, _ => Honest),
        new("benign_misc", "self_instruct_seed", "Apache-2.0", 4, _ => Honest),
        new("benign_t0_documents", "t0_train_selfinstruct", "Apache-2.0", 0, _ => Honest),
        new("toxicity_davidson", "davidson2017", "MIT", 6, r => string.Equals(r.Label, "neither", StringComparison.Ordinal) ? Honest : null) { Most = 2000 },
        new("pii_presidio_templates_pool", "presidio_research_generated_large", "MIT", 6, _ => Honest) { Most = 600 },
        new("pii_presidio_templates_pool", "presidio_research_synth_v2", "MIT", 6, _ => Honest) { Most = 600 },
        new("web_attack_payloads_crs", "owasp_crs_tests", "Apache-2.0", 6, r => string.Equals(r.Label, "benign", StringComparison.Ordinal) ? new HeadLabels(0, 0, -1) : null),
        new("benign_alpaca", "alpaca_harmless", "non-commercial", 7, _ => Honest) { Trains = false, Most = 3000 },
        new("benign_instructionwild", "instructionwild", "no licence to train", 7, _ => Honest) { Trains = false },
        new("benign_code_snippets", "codealpaca_outputs", "non-commercial", 7, _ => Honest) { Trains = false },
        new("attack_kaggle_pi500", "kaggle_pi_benign_500", "no licence to train", 7, _ => Honest) { Trains = false },
        new("system_prompts_tensor_trust", "tensor_trust_defenses", "no licence to train", 7, _ => Honest) { Trains = false },
    ];
}
