namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>Names of people and the words around them, collected by this project from general knowledge: common names of many languages, complete in none.</summary>
internal static class PeopleLexicon
{
    public const string English =
        "aaron abby abigail abraham adam adrian agnes alan albert alex alexander alexandra alexis alfred alice alicia alison allan allen allison alyssa amanda amber amelia amy andrea andrew andy angela angelina anita " +
        "ann anna anne annie anthony antonia archie arnold arthur ashley audrey austin ava barbara barry beatrice becky belinda ben benjamin bernard bernice bert beth bethany betty beverly bob bobby bonnie brad bradley brandon " +
        "brenda brendan brett brian bridget brittany bruce bryan caitlin calvin cameron candice carl carla carlton carol caroline carolyn carrie catherine cathy cecilia chad charles charlie charlotte chelsea cheryl " +
        "chloe chris christian christina christine christopher cindy claire clara clarence claudia clifford clive colin colleen connie connor constance corey courtney craig crystal curtis cynthia dale dan dana daniel danielle " +
        "danny darren dave david dawn dean debbie deborah debra denise dennis derek diana diane donald donna doris dorothy douglas duncan dustin dylan earl ed eddie edgar edith edmund edna edward edwin eileen elaine eleanor " +
        "eli elijah elizabeth ella ellen ellie elliott elsie emily emma eric erica erik erin ernest ethan ethel eugene eva evan evelyn fiona florence frances francis frank fred frederick gabriel gail gareth garry " +
        "gary gavin geoffrey george gerald geraldine gerard gillian gina gladys glen glenn glenda gloria gordon graham grant greg gregory gwen hannah harold harriet harry harvey hazel heather heidi helen henry herbert hilary " +
        "holly howard hugh hugo ian imogen irene iris isaac isabel isabella isla ivan ivy jack jackie jackson jacob jacqueline jake james jamie jan jane janet janice jared jasmine jason jay jean jeff jeffrey jenna " +
        "jennifer jenny jeremy jerome jerry jesse jessica jill jim jimmy jo joan joanna joanne joe joel john johnny jon jonathan jordan jose joseph josephine josh joshua joy joyce juan judith judy julia julian julie " +
        "june justin karen kate katherine kathleen kathryn kathy katie kayla keith kelly ken kenneth kerry kevin kim kimberly kirk kirsty kristen kristin kristina kurt kyle larry laura lauren laurence laurie lawrence leah lee " +
        "leo leon leonard leroy leslie lewis liam lillian lily linda lindsay lindsey lisa liz lloyd lois lorraine louis louise lucas lucy luke lydia lynn mabel madeleine madison malcolm marcus margaret maria marian marie " +
        "marilyn marion marisa marjorie mark marlene martha martin marvin mary mason matt matthew maureen maurice max maxine maya megan melanie melissa melvin mia michael michelle mike mildred milton miranda miriam mitchell molly monica " +
        "morgan muriel nancy naomi natalie natasha nathan nathaniel neil nicholas nick nicola nicole nigel nina noah nora norma norman nova oliver olivia oscar owen paige pamela pat patricia patrick paul paula pauline peggy " +
        "penny peter phil philip phillip phoebe phyllis rachel ralph randall randy raymond rebecca regina reginald renee rhonda ricardo richard rick ricky rita rob robert roberta robin rodney roger roland ron ronald rosemary ross " +
        "roxanne roy ruby rudi rudy rufus russell ruth ryan sabrina sally sam samantha samuel sandra sandy sara sarah scott sean sebastian seth shane shannon sharon shaun shawn sheila shelley sherry shirley sidney simon sonia " +
        "sophia sophie stacey stacy stanley stella stephanie stephen steve steven stewart stuart sue susan suzanne sylvia tamara tammy tanya tara ted teresa terence terry thelma theodore theresa thomas tiffany tim timothy tina toby " +
        "todd tom tommy toni tony tracey tracy travis trevor tyler valerie vanessa vera vernon veronica vicki victor victoria vincent violet virginia vivian wallace walter wanda warren wayne wendy wesley wilfred wilma william " +
        "winston yvonne zachary zoe";

    public const string European =
        "agnieszka aisha aksel albin alena alessandro alessia alejandro aleksandar aleksandra aleksei aleksandr alexandre alexei alfonso alina alvaro amelie anastasia anders andrei andreas andre anette angel angelica angelika angelo " +
        "anja anke annika antoine anton antonio ariane armando arne arnaud arturo astrid aurelie axel barbora bartosz beata beatriz benedikt benoit bernd bernhard birgit birgitta bjarne björn boris bogdan bozena branko brigitte " +
        "bruno camille carina carlos carmen carsten cecile cedric celia cesar chantal chiara christa christel christelle christiane christoph christophe cornelia cristian cristina cyril dagmar damien daniela daniele dario davide " +
        "delphine diego dieter dimitri dmitri dmitry dolores dominik dominique domenico dragan edoardo eduard eduardo eerik eero ekaterina elena eleni elias elisa elisabeth elise elke eloise emanuele emil emilia emilie emilio emma " +
        "enrique enzo erika ernesto esteban esther etienne eugenia ewa ezio fabian fabien fabio fabrice federica federico felipe felix ferdinand fernanda fernando filip filippo florian francesca francesco francisco franciska franco " +
        "françois françoise franz frederic frederik fredrik friedrich fritz gabriela gabriele gabriella genevieve georg georges georgios gerhard gerd gertrud giacomo gianluca giorgio giovanni giovanna giulia giuseppe gisela goran grzegorz " +
        "guido guillaume guillermo gunnar gunther günter gustav guy hans hanna hanne hannes harald hedwig heike heinrich heinz helena helene helga helmut henri henrik henryk herbert hermann hilda holger horst ignacio igor ilona ilse ines " +
        "inga inge ingeborg ingo ingrid irina irena irma isabelle ivana ivo jaakko jaap jacek jacques jaime jakob jakub jana janina janne janusz jari javier jean jeanne jelena jens jerzy jesper jesus joachim joakim joanna joao joaquin jochen " +
        "johan johann johanna johannes jolanta jonas jorge jörg josef josefine joseph jozef juha juhani jukka julien juliette julio jürgen jutta kai karin karl karla karol karolina karsten katarina katarzyna katerina katharina kathrin katja " +
        "katrin katrina kerstin kirsten kjell klaas klara klaus konrad konstantin kristian kristina kristine krystyna krzysztof lars laszlo laurent lea leif lena lennart leonardo leonid leonor leszek liana lidia lieselotte liliana lina linus " +
        "lionel liselotte livia loic lorena lorenzo lothar luc luca luciano ludmila ludwig luigi luis luisa lukas luka lydie maciej magda magdalena magnus maja malgorzata manfred manon manuel manuela marc marcel marcela marcin marco marcos marek " +
        "margareta margarita margit margot margrit mariana marianne maribel marija marika marina mario marion marius marta martina martine mateo mateusz mathias mathieu mathilde matias matteo matthias matthieu maurizio mauro maximilian melina " +
        "mercedes michal michel michele mihai mikael mikhail mikko milan milos miroslav moritz nadia nadine natalia natasa nathalie nele nicolas nicolo nikola nikolai nikolaos nikos nils noel norbert odile olaf ole oleg olga oline olivier ondrej " +
        "oksana oskar osvaldo otto pablo paolo pascal patrice pavel pawel pedro peer pekka per petar petr petra philippe pia pierre pieter pilar piotr pirjo rafael rafal raimund rainer ralf ramon raphael raquel raul regine reinhard reinhold remi " +
        "renata renate rene riccardo roberto rodolfo rodrigo roksana rolf roman rosa rosalia rosario rosario rossella rubén rudolf sabina sabine salvatore sandrine sandro sanna santiago sara sebastien serge sergei sergey sergio severine siegfried sigrid " +
        "silke silvia simona simone slawomir sofia solveig sonja soren stanislav stefan stefania stefanie stefano steffen stephane stig susana susanne sven svetlana sylvain sylvie szymon tadeusz tanja tatiana teodor tereza therese thierry thomas thorsten " +
        "tiago tibor tilman timo tobias tomas tomasz tommaso torben tore torsten ulf ulrich ulrike ulla ursula ute uwe vaclav valentin valentina valerio vasily veronika vesna victor viktor viktoria vincenzo vito vittorio vlad vladimir waldemar walter " +
        "werner wiebke wieslaw wilhelm willem wojciech wolfgang xavier yannick yana yann yves yuri yulia zbigniew zdenek zlatko zofia zoltan zuzana časlav jožef ferenc istván józsef lászló attila gábor zsolt ubul julcsa";

    public const string Other =
        "aarav abdul abdullah abebe adebayo ade aditi aditya ahmad ahmed ahmet ai aiko akash akifumi akihiro akira akiko aleem ali alia amal amani amara amina amir amit amrita ananya anand anil anita anjali ankit anwar arash arjun arun asha ashok asif asma ayesha " +
        "ayodele ayumi aziz babak bao bashir bekbolat bilal binh chandra chen chidi chika chinedu chiyo chukwu daichi daisuke dalia deepa deepak demet devi dewi dilip dinh divya duc ebru elif emeka emre eri esra fadi faisal farah farid farhan faria fatima fatma femi " +
        "feng gopal gulsen habib hadi hakan hamid hamza haruka haruki haruto hasan hassan hiroshi hiroko hideo huda hui huong hussein hussain ibrahim ifeoma imran indira ismail jamal jamila jian jin jing jun junichi kamal kamran karim kaori kavita kazuki kazuko keiko " +
        "kenji kenjirou kenta khadija khaled khalid kiran kofi koji krishna kumar kunle kwame kwesi lakshmi lan latifa layla leila lei li ling linh madhuri maha mahesh mahmoud mai makoto mariam maryam masashi masako mei mehdi mehmet meera megumi min ming minh mohamed mohammad mohammed " +
        "mohan mona murat mustafa muhammad nabil nadia naoko naoki nasser nasir nguyen neha ngozi nia nikhil noor nur nuwan obinna olga olu omar osman parvati parvin pooja pradeep prakash pramod praveen prem priya qing rahul raj raja rajesh rajiv rakesh ramesh rania ranjit rashid ravi reza " +
        "rina ritu rohan rohit sachin sadia saeed sakura salim salma samir samira sandeep sanjay santosh saki satoshi shanti shankar sharif shigeru shinji shivani shu siddharth sita sneha soo sunil sunita suresh susumu swati tadashi takashi takeshi tariq taro tendai thabo thanh thi tomoko " +
        "tomomi tunde tuyen umar usha usman vijay vikram vinay vinod wahid wei xiao xin yan yang yasmin yasuko yi ying yoko yoshiko yosef youssef yuan yuki yukiko yumi yusuf zahra zainab zara zeynep zhen zhang";

    /// <summary>Given names that are words as well: alone they say nothing.</summary>
    public const string Ambiguous =
        "ai an angel april art ashley asha august austin autumn bill bishop bob brook can carol chad charity chase christian chuck clay cliff crystal dale dan dawn dean do drew duke earl eve faith frank gene georgia ginger grace grant guy hazel heath holly hope hunter iris " +
        "ivy jack jade jan jasmine jay jean jersey jordan joy june lan lee lei li lily ling long major mark marina martin mason may max melody miles min ming misty mona morgan nick norm nova olive pat page paris patience peg penny pearl prince ray raj raja reed rich rob robin " +
        "rod roman rose ruby rusty sandy scout sierra sky so sonny stone storm sue summer sun taylor terry trinity troy tyler van victor victoria virginia wade ward wei will win wood woody xin yang yi zara florence sydney madison charlotte lincoln jackson cameron dallas " +
        "java python ada julia ruby rust swift perl chen dana jin rosa tara angola carmen delta nina";

    public const string Family =
        "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young king wright torres nguyen hill flores green adams " +
        "nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood " +
        "bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers ross foster jimenez powell jenkins perry russell sullivan bell coleman butler henderson barnes gonzales fisher vasquez simmons romero jordan patterson alexander hamilton graham reynolds griffin wallace west cole " +
        "hayes bryant herrera gibson ellis tran medina aguilar stevens murray ford castro marshall owens harrison fernandez mcdonald woods washington kennedy wells vargas henry chen freeman webb tucker guzman burns crawford olson simpson porter hunter gordon mendez silva shaw snyder mason dixon munoz " +
        "hunt hicks holmes palmer wagner black robertson boyd stone salazar fox warren mills meyer rice schmidt garza daniels ferguson nichols stephens soto weaver ryan gardner payne grant dunn kelley spencer hawkins arnold pierce vazquez hansen peters santos hart bradley knight elliott cunningham " +
        "duncan armstrong hudson carroll lane riley andrews alvarado ray delgado berry perkins hoffman johnston matthews pena richards contreras willis carpenter lawrence sandoval guerrero george chapman rios estrada ortega watkins greene nunez wheeler valdez harper burke larson santiago maldonado " +
        "müller schneider fischer weber becker schulz hoffmann schäfer koch bauer richter klein wolf schröder neumann schwarz zimmermann braun krüger hofmann hartmann lange werner krause lehmann köhler maier huber fuchs scholz keller vogel roth kaiser schuster lorenz winkler brandt " +
        "dubois durand leroy moreau simon laurent lefebvre michel bertrand roux fournier girard bonnet dupont lambert fontaine rousseau rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti ferreira pereira oliveira costa rodrigues almeida carvalho sousa gomes " +
        "kowalski nowak wójcik kaminski lewandowski zielinski novak svoboda horvat kovač ivanov petrov smirnov popov kuznetsov johansson andersson karlsson nilsson eriksson larsson olsson persson berg haugen korhonen virtanen mäkinen nieminen yamamoto tanaka suzuki sato watanabe takahashi ito nakamura kobayashi kato " +
        "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin singh kumar sharma gupta khan ahmed ali hussain shah das rao reddy mehta verma joshi iyer okafor okonkwo mensah mbeki abebe traore diallo park choi jung kang yilmaz demir kaya çelik şahin haddad";

    public const string Titles = "mr mrs ms miss mister dr doctor prof professor sir madam madame mme mlle monsieur herr frau señor señora señorita signor signora signorina sr sra srta don doña pan pani mx mevrouw meneer dhr mevr";

    public const string Particles = "van von der den de da di do dos das del della la le el al bin ibn ben abu ter ten zu zum af av y e i et und d' o' mac mc san st";

    public const string NameCues =
        "named called name dear hi hello hey thanks regards sincerely cheers customer client patient employee user colleague friend neighbour neighbor brother sister mother father mom dad son daughter kid child husband wife uncle aunt cousin nephew niece " +
        "grandfather grandmother boss manager beneficiary recipient sender contact attn applicant guest passenger tenant student starring featuring actor actress singer author director founder founders ceo nombre nom nome naam namn imię jméno heißt heiße llamo appelle chiamo querido estimado " +
        "cher chère caro cara sehr geehrter geehrte lieber liebe beste bcc cc signed commenter player assistant him her";

    public const string PersonVerbs =
        "said says say told tells asked asks wrote writes lives lived spent thinks believes joined resigned married born died works worked called emailed replied answered explained flew speaks speak talks talking moved visited signed smiled laughed agreed began who whose whom";
}
