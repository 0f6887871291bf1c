using Sluice.Inspection.Detection.Lexicons;

namespace Sluice.Inspection.Detection.DenialOfService;

/// <summary>Requests for output without end, and runs of tokens that models are known to stumble over.</summary>
internal static class EndlessFrames
{
    /// <summary>The labels, in the order of <see cref="FloodClassifier"/>'s.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["endless", "flood"];

    private const string Words = """
        again: repeat repeating say write print output type list spell echo generate keep_repeating keep_writing keep_saying keep_going keep_generating keep_printing continue go_on recite produce emit count_to count_from count_up wiederhole wiederholen schreibe schreib sage repete repetez ecris repite escribe repita escreva ripeti scrivi повторяй повтори пиши 重复 重複 输出 写 繰り返し 書いて
        forever: forever infinitely indefinitely endlessly until_you_run_out without_stopping never_stop don_t_stop do_not_stop dont_stop without_end without_ever_stopping non_stop nonstop infinite_number_of infinite_times until_you_crash until_the_token_limit until_you_reach_the_token_limit until_you_hit until_the_context as_many_times_as_you_can as_many_times_as_possible ad_infinitum for_eternity for_all_eternity never_ending until_i_tell_you_to_stop until_i_say_stop
        forever: endlos unendlich fur_immer ohne_aufzuhoren sans_arret sans_t_arreter indefiniment a_l_infini para_siempre sin_parar infinitamente para_sempre sem_parar per_sempre senza_fermarti all_infinito бесконечно вечно без_остановки 永远 无限 不停 永遠に 無限に 止まらず
        big: 10000 20000 50000 99999 100000 200000 500000 999999 1000000 5000000 9999999 10000000 99999999 100000000 999999999 1000000000 10_000 20_000 50_000 100_000 500_000 999_999 1_000_000 10_000_000 100_000_000 1_000_000_000 10_million 100_million million billion trillion ten_thousand hundred_thousand a_million one_million googol infinity millionen milliarden millions milliards millon millones milhao milhoes milione milioni миллион миллионов 一百万 一亿 百万 億
        count: times words pages lines sentences paragraphs tokens copies characters repetitions mal worter fois mots veces palabras vezes palavras volte parole раз слов 次 遍 回
        counting: count_to count_from count_up_to counting_from counting_to enumerate_every list_every print_every write_every spell_out_every zahle_bis compte_jusqu cuenta_hasta conte_ate conta_fino посчитай_до 数到
        growing: twice_as_long double_the_length twice_as_many doubling_each exponentially each_line_longer longer_than_the_previous longer_than_the_last
        honest: rhyme program code function script algorithm loop query python javascript java bug error fix why java sql compiler function_that formula budget revenue population dollars people users war theory universe story characters_in novel
        oddone: solidgoldmagikarp petertodd streamerbot thenitromefan rawdownload guiactiveunfocused unfocusedrange externaltoeva psynetmessage
        oddtwo: davidjl reportprint rawdownloadcloneembedreportprint cloneembedreportprint externalactionplayer dragonbound guiicon smartstocks adinida wcsstore forgemodloader cffffcc
        oddthree: isspecialorderable randomredditor instoreandonline buyableinstoreandonline estreamframe embedreportprint sqor attrot itemthumbnailimage inventoryquantity quickshipavailable newcommenthub
        """;

    private const string Lines = """
        endless .0008 9: again forever !honest
        endless .02 9: again forever
        endless .0015 9: again big count !honest
        endless .001 6: counting big !honest
        endless .002 20: again growing forever|big|count !honest
        flood .0005 48: oddone oddtwo
        flood .0005 48: oddone oddthree
        flood .0005 48: oddtwo oddthree
        """;

    public static FrameSet All { get; } = new(new ClassLexicon(Words), Lines, Labels, sentences: true, common: "again count honest");
}
