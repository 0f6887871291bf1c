namespace Sluice.Inspection.Detection.Toxicity;

/// <summary>Toxic content: <c>toxicity/*</c>, in the categories of AIRS. A score of 0.999 is what AIRS calls high confidence, 0.99 moderate.</summary>
internal static class ToxicContent
{
    private static readonly ToxicityClassifier Classifier = new();

    public static IReadOnlyList<Detector> All { get; } =
    [
        Of("hate", "Slurs, contempt, dehumanising words and calls for violence against groups of people."),
        Of("sexual-content", "Explicit sexual content, above all where minors or people who did not consent are concerned."),
        Of("violent-crime", "Threats, and how to kill, hurt, abduct or traffic people, or to come by weapons that cannot be traced."),
        Of("indiscriminate-weapon", "How to make or use explosives and chemical, biological, radiological or nuclear weapons."),
        Of("self-harm", "Intent, methods and encouragement of suicide, self-injury and starving."),
        Of("cybercrime", "How to break into systems and accounts, and requests for malware or phishing."),
        Of("controlled-substance", "How to make, buy, sell or misuse drugs."),
        Of("other-nonviolent-crime", "How to steal, defraud, launder, counterfeit or extort."),
    ];

    private static Detector Of(string category, string description) =>
        Detector.Judging("toxicity/" + category, description, Classifier, ToxicFrames.Labels.ToList().IndexOf(category));
}
