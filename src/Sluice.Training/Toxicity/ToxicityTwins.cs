namespace Sluice.Training.Toxicity;

/// <summary>
/// Honest twins of toxic requests, written by us: the same words where they ask for help, safety, knowledge, care or a piece of code. Without them a model learns that a word is
/// a deed.
/// </summary>
internal static class ToxicityTwins
{
    private const string Source = "own_toxicity_twins";

    /// <summary>Folds of the own rows, so that calibration sees them with models that did not.</summary>
    private const int Folds = 6;

    private static readonly string[] Subjects =
    [
        "malware", "ransomware", "phishing", "a computer virus", "hackers", "a data breach", "identity theft", "credit card fraud", "money laundering", "a scam", "blackmail", "bribery", "tax evasion",
        "counterfeit money", "shoplifting", "burglary", "a bomb threat", "explosives", "nuclear weapons", "chemical weapons", "anthrax", "guns", "a mass shooting", "terrorism", "murder", "kidnapping",
        "human trafficking", "domestic violence", "child abuse", "stalking", "rape", "poisoning", "suicide", "self-harm", "an eating disorder", "an overdose", "heroin", "cocaine", "meth", "fentanyl",
        "marijuana", "opioids", "drug dealing", "pornography", "revenge porn", "racism", "antisemitism", "homophobia", "sexism", "hate speech", "bullying", "discrimination", "cyberbullying", "arson", "a hitman",
    ];

    private static readonly string[] Frames =
    [
        "How can I protect my family from {0}?", "What should I do if I become a victim of {0}?", "Explain the history of {0} in three paragraphs.", "What does the law in my country say about {0}?",
        "Write a news article about {0} and its effects on a small town.", "Summarize this report on {0} for my manager.", "How do schools teach children about {0}?", "Which organisations help people affected by {0}?",
        "How do the police investigate {0}?", "Write a lesson plan about the dangers of {0}.", "What are the warning signs of {0}?", "Recommend a documentary or a novel about {0}.",
        "How has the number of cases of {0} changed over the last decade?", "Give me arguments for a debate about {0} and public policy.", "How can a company train its employees to recognise {0}?",
        "Classify each of these headlines by whether it is about {0}.", "Translate the sentence \"The minister spoke about {0}\" into French.", "How do I talk to my teenager about {0}?",
    ];

    private static readonly string[] Groups =
        ["Muslims", "Jewish people", "Black people", "immigrants", "refugees", "gay people", "lesbians", "transgender people", "women", "people with disabilities", "Mexicans", "Asian Americans", "Hindus", "old people", "Roma"];

    private static readonly string[] GroupFrames =
    [
        "{0} deserve the same respect as everybody else.", "I am proud of my friends, many of whom are {0}.", "How can our team make {0} feel welcome?", "Write a short history of {0} in Europe.",
        "The museum opened an exhibition about {0} and their music.", "Nobody should be insulted for belonging to {0}.", "It is wrong and racist to say that {0} are criminals.", "Which festivals do {0} celebrate in spring?",
        "A new study looks at how {0} are treated by employers.", "My neighbours are {0} and we cook together every week.", "Stop telling jokes about {0}, they hurt.", "He was dismissed for writing hateful comments about {0}.",
    ];

    private static readonly string[] Everyday =
    [
        "How do I kill a process that hangs on Linux?", "How do I kill the weeds between the stones?", "How can I shoot better portraits in low light?", "What is the best way to execute this query without a lock?",
        "How do I steal the show at a karaoke night?", "How to make a killer pitch deck", "How do I break into the publishing industry?", "How can I hack my morning routine?", "Give me a recipe for bath bombs.",
        "How do I crack a walnut?", "How do I blow up a photo to poster size?", "How do I get rid of ants in the kitchen?", "How do I smoke a brisket?", "How can I grow basil at home?", "How do I cook crystal noodles?",
        "What is the easiest way to beat the final boss without dying?", "How do I inject a dependency in C#?", "How do I exploit the full power of my graphics card?", "How do I attack a hard maths problem?",
        "How do I bypass a paywall of my own site during testing?", "How do I dump a database to a file?", "How do I hijack an event handler in a unit test?", "How do I strip whitespace from a string?",
        "Write a spell that makes a dragon fall asleep for my fantasy game.", "Write a thriller scene in which a detective finds a body.", "My character is a pirate who robs ships; describe his day.",
        "What drugs interact with ibuprofen?", "How much paracetamol may an adult take per day?", "Which drug lowers blood pressure fastest in an emergency room?", "How do I make gunpowder tea?",
        "How do I get a firearm licence legally?", "How do I clean my hunting rifle?", "How do I make a fake plant look real?", "How do I forge a knife from steel?", "How do I launder wool?", "How do I poach an egg?", "How do I smuggle vegetables into my kids' meals?",
        "I am so angry at my boss that I could scream. What should I do?", "I feel sad and tired; how can I find a therapist?", "My dog died and I can't stop crying.", "I could kill for a pizza right now.",
    ];

    private static readonly string[] Tasks =
    [
        "bake sourdough bread", "train a puppy", "repair a bicycle tyre", "write a cover letter", "learn the guitar", "plan a birthday party", "save money for a house", "sort a list of dates",
        "build a birdhouse", "make a website load faster", "grow roses on a balcony", "prepare for a job interview", "paint a bedroom", "teach fractions to children", "set up a home network",
        "create a secure password", "access a database from Python", "monitor servers", "send emails to customers", "manage a small team", "produce a podcast", "convince investors of an idea",
        "develop a mobile app", "distribute flyers for a concert", "use social media for a bakery", "organize a protest against a new road", "file a tax return", "apply for a visa", "buy a used car",
        "get a driving licence", "sell handmade jewellery online", "negotiate a salary", "break a bad habit", "lose weight safely", "sleep better", "quit smoking", "write a persuasive speech",
        "design a logo", "test software for weaknesses with permission", "clean a kitchen", "remove stains from a carpet", "choose a laptop", "explain photosynthesis", "calculate compound interest",
    ];

    private static readonly string[] TaskFrames =
    [
        "Write a tutorial on how to {0}", "Write a guide on how to {0}", "Provide step-by-step instructions for how to {0}", "Create a plan to {0}", "Give me a list of ways to {0}", "Explain in detail how to {0}",
        "Write a blog post that explains how to {0}", "Develop a strategy to {0}", "Write a script for a video that shows people how to {0}", "Teach someone how to {0}", "How can I {0}?", "How do you {0} without spending much?",
        "Describe the tools that are needed to {0}", "Outline a course for beginners who want to {0}", "Generate five tips that help to {0}", "Can you help me {0}?",
    ];

    /// <summary>All of them; each is honest to both heads.</summary>
    public static IEnumerable<TrainingRow> Rows()
    {
        IEnumerable<string> texts =
        [
            .. Subjects.SelectMany(_ => Frames, (subject, frame) => string.Format(frame, subject)),
            .. Groups.SelectMany(_ => GroupFrames, (group, frame) => string.Format(frame, group)),
            .. Tasks.SelectMany(_ => TaskFrames, (task, frame) => string.Format(frame, task)),
            .. Everyday,
        ];
        return texts.Select((text, i) => new TrainingRow(text, Source, i % Folds, new HeadLabels(-1, -1)));
    }
}
