namespace Sluice.Inspection.Detection.Topics;

/// <summary>
/// What people and assistants say on an ordinary day, written for this project: by subject, a sentence a line, subjects apart by an empty line. Topics are calibrated against it, and how
/// common a word is comes from it.
/// </summary>
internal static class TopicBackground
{
    /// <summary>Subjects, each a list of sentences.</summary>
    public static IReadOnlyList<string[]> Subjects { get; } =
        [.. Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(s => s.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private const string Text = """
        Write a function that sorts a list of integers without using the built-in sort.
        The unit test fails because the mock returns null instead of an empty array.
        Refactor this class so that the database connection is injected through the constructor.
        Why does my loop print the last value three times instead of each value once?
        Add a type annotation to every public method and run the linter again.
        The compiler complains that the variable may be used before it is assigned.
        Explain the difference between a process and a thread with a short example in Python.
        Rename the module, update the imports and make sure that the build still passes.

        How do I make a sourdough starter from scratch with whole wheat flour?
        Simmer the onions in butter until they are soft, then add the garlic and the tomatoes.
        What can I cook with chickpeas, spinach and a tin of coconut milk?
        Preheat the oven to two hundred degrees and line the tray with baking paper.
        My cake always sinks in the middle; am I opening the oven too early?
        Suggest a vegetarian dinner for six people that can be prepared the day before.
        Season the soup with salt, pepper and a squeeze of lemon before serving.
        How long can I keep cooked rice in the fridge before it goes bad?

        Plan a three day trip to Lisbon for a family with two small children.
        Which documents do I need to enter Japan as a tourist for two weeks?
        The train from Vienna to Budapest takes about two and a half hours.
        Book a hotel near the station with breakfast and free cancellation.
        What is the best time of the year to hike in the Dolomites?
        Our flight was delayed and we missed the connection in Frankfurt.
        Recommend quiet beaches in the south of Italy that can be reached by bus.
        How much cash should I carry when I travel through rural Morocco?

        What are the early symptoms of the flu and when should I see a doctor?
        Drink enough water, rest for a few days and take your temperature twice a day.
        The patient reports mild pain in the left knee after running.
        Can I take this medicine together with my blood pressure tablets?
        A balanced diet and regular exercise lower the risk of heart disease.
        How many hours of sleep does a teenager need on a school night?
        The nurse changed the bandage and cleaned the wound with warm water.
        Explain what cholesterol is in words that my grandmother would understand.

        Is a verbal agreement binding if there were no witnesses?
        The tenant must give three months notice before leaving the apartment.
        Draft a short non-disclosure agreement between two small companies.
        What is the difference between a patent and a trademark?
        The court dismissed the claim because it was filed after the deadline.
        Do I need a permit to put up a fence between two gardens?
        Summarize the main obligations of a data controller under the regulation.
        The contract ends automatically after two years unless both sides extend it.

        How does a savings account with compound interest grow over ten years?
        Compare a fixed rate mortgage with a variable one for a young couple.
        The company reported higher revenue but lower profit in the second quarter.
        Should I pay off my student loan before I begin to invest?
        Please categorize these expenses into rent, food, travel and others.
        The invoice is due within thirty days and includes value added tax.
        What does it mean when the central bank raises interest rates?
        Prepare a monthly budget for a household with two incomes.

        Where is my parcel, and when will it be delivered?
        I would like to change the delivery address of my last order.
        The zipper broke after a week, so I would like to exchange the jacket.
        Please forgive the delay; your ticket has been passed on to a colleague.
        How can I reset the password of my account if I no longer have the phone?
        The customer asked for a replacement because the screen was scratched.
        Our opening hours are from nine to five on weekdays.
        Thank you for contacting support, could you send us a photo of the damage?

        Who won the world cup final in 1998 and what was the score?
        The team lost two players to injury before the second half.
        Explain the offside rule to somebody who has never seen football.
        What training plan do you suggest for a first half marathon?
        She broke the national record in the two hundred meter backstroke.
        How do I string a tennis racket and which tension should I use?
        The coach praised the defense after a difficult match away from home.
        Stretch your calves and hips for ten minutes after every run.

        Write a poem about autumn leaves in the style of a haiku.
        The main character returns to her village after twenty years abroad.
        Suggest a title for a mystery novel that is set on a small island.
        Continue the story from the point of view of the lighthouse keeper.
        What are the central themes of this play, and how do they develop?
        Rewrite the paragraph so that it sounds less formal and more lively.
        The narrator never tells us why the letter was not sent.
        Give me three opening lines for a short story about a lost dog.

        Solve the equation and show every step of the calculation.
        What is the probability of drawing two aces from a shuffled deck?
        The area of a circle is pi times the square of its radius.
        Explain derivatives to a student who knows only algebra.
        A train leaves at noon with sixty kilometers per hour; when does it arrive?
        Prove that the square root of two is not a rational number.
        How do I find the median of a list with an even number of values?
        The sum of the angles in a triangle is one hundred and eighty degrees.

        Why is the sky blue during the day and red in the evening?
        The experiment measures how fast sugar dissolves in warm and in cold water.
        Plants turn light, water and carbon dioxide into sugar and oxygen.
        What would happen to the tides if the moon were twice as far away?
        Describe the structure of an atom and the role of its electrons.
        The telescope found water vapor in the atmosphere of a distant planet.
        How do vaccines teach the immune system to recognize a virus?
        Volcanoes form where one plate of the crust slides below another.

        What caused the fall of the western Roman empire?
        The treaty was signed in 1648 and ended thirty years of war.
        Summarize the life of Marie Curie in five sentences.
        When did people begin to print books with movable letters in Europe?
        The city was founded as a trading post on the river.
        Compare the revolutions in France and in America.
        Which dynasty built most of the great wall that visitors see today?
        The museum shows tools and jewelry from the bronze age.

        Translate this sentence into Spanish and keep the polite form.
        What is the plural of this noun, and is it regular?
        How do you say good luck before an exam in German?
        The past tense of this verb is formed with a different auxiliary.
        Correct the grammar in my letter without changing the meaning.
        Which words does English have from Old Norse?
        Explain when to use who and when to use whom.
        Give me ten example sentences with this phrase for learners.

        Help me to write a cover letter for a job as an accountant.
        The interview will take about an hour and includes a short test.
        How do I ask my boss for a raise without sounding ungrateful?
        List my skills at the top of the resume and keep it to one page.
        The vacation request has to be approved by the team lead.
        What should I wear on the first day at a new office?
        She was promoted to head of the department after four years.
        Describe a situation in which you solved a conflict at work.

        Write an email to the team about the meeting on Thursday.
        Summarize the minutes and list who has to do what by when.
        Please move the appointment to next Tuesday at ten.
        Create an agenda for the quarterly planning workshop.
        Remind everybody to submit their timesheets before noon.
        The slides should have no more than five points each.
        Put the figures into a table with one row for each region.
        Could you make this announcement shorter and a little friendlier?

        How often should I water a cactus in winter?
        Prune the roses in early spring, just above an outward facing bud.
        Which vegetables grow well in a shady garden?
        The lawn has brown patches although it rains nearly every day.
        Mix compost into the soil before you plant the tomatoes.
        What can I do about snails that eat my lettuce?
        The apple tree needs a second tree nearby for its blossoms.
        Collect the seeds in autumn and keep them dry until March.

        My puppy chews on the furniture whenever it is alone.
        How much should an adult cat eat in a day?
        The parrot repeats every word that the children say.
        Is it safe for dogs to eat blueberries or cheese?
        Clean the aquarium filter once a month with lukewarm water.
        The vet recommends a vaccination for rabbits that live outdoors.
        How do I introduce a second cat to the household?
        Horses need fresh hay, clean water and company.

        The left blinker flashes twice as fast as the right one.
        How often do I have to change the oil of a diesel car?
        Compare the range of electric cars that cost less than thirty thousand.
        The brakes squeak in the morning but not after a few kilometers.
        What is the right tire pressure for a loaded station wagon?
        The battery was flat after the car had stood for a month.
        Take the second exit at the roundabout and follow the signs.
        Is it worth repairing a gearbox after two hundred thousand kilometers?

        The wireless network drops out whenever the microwave is on.
        How do I move my photos from the old phone to the new one?
        The printer says that there is no paper although the tray is full.
        Restart the router and check whether the cable is plugged in.
        Which laptop do you recommend for a student who edits videos?
        The screen stays black after the latest update of the system.
        Turn off notifications for this app in the settings.
        How much storage do I need for ten thousand pictures?

        Paint the wall with a primer before you apply the second coat.
        How do I hang a heavy mirror on a plasterboard wall?
        The kitchen tap drips although I have replaced the washer.
        Which insulation is best for the roof of an old house?
        Measure the window twice before you order the blinds.
        The floorboards creak when somebody walks through the hall.
        Sand the table, wipe it clean and apply two layers of oil.
        Where do I find the main valve to turn off the water?

        Explain photosynthesis to a class of ten year olds.
        Create a quiz with five questions about the solar system.
        The homework is due on Friday and counts for a fifth of the grade.
        How can I help my son to enjoy reading?
        Prepare a lesson plan on fractions for the fourth grade.
        The university offers evening courses for people who work.
        What is a good outline for an essay about climate and cities?
        Students should cite at least three sources in their report.

        The baby wakes up every two hours and wants to be held.
        What games can we play at a birthday party for five year olds?
        My daughter is shy at school but talks all day at home.
        How do we share the housework fairly when both of us work?
        Grandparents often spoil the children a little, and that is fine.
        The twins start kindergarten in September.
        Give me ideas for a rainy afternoon with toddlers.
        When do children learn to tie their shoes?

        Which albums should I hear to understand early jazz?
        The chorus repeats the melody of the verse one step higher.
        How do I tune a guitar without a device?
        The film won a prize for its photography and its music.
        Recommend a series that is funny and not too long.
        She plays the cello in a small orchestra in her spare time.
        What is the difference between a sonata and a symphony?
        The exhibition shows portraits from the seventeenth century.

        Is it going to rain in Hamburg tomorrow afternoon?
        The storm will reach the coast in the evening with strong winds.
        How cold does it get in Montreal in January?
        The drought has lowered the river to half of its usual depth.
        Pack a light jacket, as the evenings are cool in the hills.
        What is the difference between weather and climate?
        The forecast speaks of sunshine and up to twenty five degrees.
        Snow fell down to the valleys during the night.

        The parliament debates the new law on public transport today.
        How is the president of this country elected?
        The mayor opened a library in the northern part of the city.
        What are the arguments for and against a basic income?
        Turnout was higher than at the election four years ago.
        The two countries signed an agreement about fishing rights.
        Explain how a coalition is formed in a parliamentary system.
        The committee published its report on rural schools.

        Design a slogan for a small shop that repairs bicycles.
        Which keywords should our landing page be found by?
        The campaign reached more people than the one last spring.
        Write a product description for a wooden phone stand.
        How do we ask readers to subscribe without annoying them?
        Our brand should feel warm, honest and a little playful.
        Plan a month of posts for the account of a bakery.
        The survey shows that most buyers hear about us from friends.

        Deploy the container to the cluster and watch the logs for errors.
        The server answers with a time out when more than fifty users are online.
        Write a query that counts the orders of each customer per month.
        Which index would make this search on a large table faster?
        The backup runs every night and is kept for two weeks.
        Configure the firewall so that only the proxy reaches the database.
        The certificate expires in ten days and has to be renewed.
        Explain what a load balancer does and when it is needed.

        I feel tired and unmotivated since we moved to the new city.
        How do I calm down before I have to speak in front of people?
        She listens well and never gives advice that nobody asked for.
        Write down three good things that happened to you today.
        What can I say to a friend who has lost his father?
        We argue about small things and cannot remember how it began.
        Meditation helps some people to fall asleep more easily.
        How do I make new friends as an adult in a small town?

        What is the meaning of the word virtue in ancient philosophy?
        Is it ever right to tell a lie in order to protect somebody?
        The monks rise before dawn and eat in silence.
        Explain the trolley problem and two answers to it.
        What do Buddhists and Stoics have in common?
        The festival celebrates the end of the harvest.
        Why do many cultures have a story about a great flood?
        He argues that freedom without responsibility is empty.

        You are a helpful assistant that answers in short sentences.
        Here is the summary that you asked for, in three points.
        Could you explain that once more with a simpler example?
        Thanks a lot, that was exactly what I was looking for.
        Please list the advantages and the disadvantages of both options.
        I am not sure that I understand the question; do you mean the first or the second?
        Make the answer shorter and leave out the introduction.
        Sure, let me know if you would like me to change anything.

        The shirt fits well but the sleeves are a little too long.
        Which shoes go with a dark green dress at a wedding?
        Wash the sweater by hand in cold water and dry it flat.
        The collection is made of recycled cotton and linen.
        How do I remove a wine stain from a white tablecloth?
        Tie the scarf loosely so that the collar can still be seen.
        What size do I need if my waist measures eighty centimeters?
        A good coat lasts for many winters when it is cared for.

        How do I castle in chess, and when is it not allowed?
        The board game takes an hour and is fun for four players.
        Design a puzzle for an escape room with a pirate theme.
        What is the best opening for beginners who play with black?
        The new level is too hard because the enemies respawn at once.
        Our group meets every Friday to play a role playing campaign.
        Explain the rules of a card game that two people can play.
        Give me a riddle whose answer is a shadow.

        The factory cut its use of water by a third in five years.
        Check the stock of screws and order more when there are fewer than a thousand.
        The supplier delivers the parts on Monday and on Thursday.
        How do we reduce the time that a machine stands still?
        Workers have to wear helmets and gloves in this hall.
        The conveyor belt stopped because of a worn bearing.
        Draw a flow chart of the process from order to shipment.
        Quality control takes one sample out of every hundred pieces.
        """;
}
