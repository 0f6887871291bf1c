using System.Collections.Frozen;
using System.Numerics;
using Sluice.Inspection.Detection.Lexicons;

namespace Sluice.Inspection.Detection.Code;

/// <summary>Guesses a programming language by the words and phrases that others do not have, and knows the tags of fences.</summary>
internal static class CodeLanguages
{
    /// <summary>What can be told apart, in the order of the numbers that <see cref="Guess"/> returns.</summary>
    public static IReadOnlyList<string> Names => Known;

    private const string Words = """
        python: def return_true return_false for_i_in for_in_range import_random import_math import_time import_datetime import_collections with_open_as else_return else_print elif self __init__ if_name_main lambda kwargs import_os import_sys import_re import_json import_numpy import_pandas import_requests from_typing from_collections np_array pd_dataframe plt_show in_range range_len isinstance except_exception async_def def_init print_f with_open sys_argv os_path enumerate return_none is_none is_not_none
        javascript: const let_i let_result return_null function_return var_i if_typeof console_log document_getelementbyid document_queryselector addeventlistener module_exports async_function await undefined typeof json_parse json_stringify settimeout use_strict export_default import_react usestate useeffect new_promise return_new_promise foreach_function window_location express_router app_listen promise_all function_async var_self innerhtml
        typescript: readonly_string string_|_null string_|_undefined number_|_null interface string_name number_id x_number private_readonly as_const export_interface export_type promise_void promise_string keyof implements_oninit injectable as_unknown_as record_string partial_t
        java: private_double private_int private_string private_void public_void public_int public_string public_double public_boolean public_static string_name int_id void_set public_class private_static_final system_out_println import_java import_javax string_args arraylist hashmap private_final throws_exception new_arraylist override_public import_org_springframework public_interface public_final_class linkedlist new_hashmap
        csharp: using_system using_microsoft console_writeline public_async_task async_task string_empty ienumerable get_set get_init public_record internal_sealed static_void_main iserviceprovider cancellationtoken task_string private_readonly public_sealed foreach_var namespace list_string
        c: return_0 cin void int_i int_n std_int include include_stdlib include_iostream include_vector include_string include_algorithm include_map printf scanf malloc sizeof std_cout std_vector std_string std_endl nullptr int_main typedef typedef_struct uint8_t uint32_t unsigned_int unsigned_char using_namespace_std ifdef ifndef endif cout_endl static_cast const_char template_typename int_argc char_argv include_bits pragma_once
        go: package_main func_main fmt_println fmt_printf fmt_sprintf import_fmt err_nil if_err err_error defer func_t sync_waitgroup http_handlefunc interface_error make_chan map_string_string func_r
        rust: fn fn_main let_mut impl println pub_fn use_std vec_new unwrap mut_self pub_struct derive_debug option_string result_t string_from box_dyn as_ref match_self clone unwrap_or
        php: php_echo echo_this this_db isset_post isset_get foreach_as function_construct public_function private_function namespace_app use_illuminate array_map mysqli_query htmlspecialchars echo_htmlspecialchars strlen_str implode
        ruby: puts attr_accessor attr_reader def_initialize require_relative elsif each_do do_i end_end nil_return gem_install module_end params_require has_many belongs_to unless_end def_self
        shell: bin_bash bin_sh usr_bin_env fi esac echo_e sudo_apt apt_get grep_q awk_print sed_i chmod_x mkdir_p set_e set_euo set_euo_pipefail pipefail done_fi dev_null then_echo rm_rf export_path xargs read_r systemctl usr_local_bin
        powershell: get_childitem write_host write_output set_location new_object invoke_webrequest foreach_object where_object get_content erroractionpreference param_string cmdletbinding parameter_mandatory import_module test_path new_item set_content get_service get_process psobject select_object join_path
        batch: echo_off setlocal enabledelayedexpansion errorlevel goto_end goto_eof if_not_exist if_exist set_p set_path call_label pause_exit xcopy robocopy
        vbscript: wscript_echo wscript_shell createobject_scripting createobject end_sub end_if dim msgbox set_objshell option_explicit end_function sub_main
        perl: use_strict_use_warnings usr_bin_perl use_warnings my_self print_n foreach_my my_hash my_file shift_my chomp_my open_my while_my die_unless
        sql: insert_into create_table left_join inner_join group_by_order primary_key not_null varchar alter_table select_from where_id select_count foreign_key on_delete_cascade drop_table
        html: doctype_html html_lang meta_charset div_class div_id script_src href_style link_rel body_html head_body span_class ul_li li_li td_td tr_td input_type button_type p_p h1_h1 title_head
        css: background_color font_size font_family border_radius display_flex text_align_center margin_0 padding_0 margin_top padding_top justify_content align_items media_max_width box_sizing z_index flex_direction
        kotlin: fun_main override_fun data_class val_list println_val fun_string companion_object suspend_fun listof mutablelistof private_val
        swift: import_foundation import_uikit import_swiftui guard_let if_let func_viewdidload var_body some_view override_func let_string nsobject ibaction
        lua: local_function local_t then_local end_return ipairs pairs require_module string_format_s io_write function_end
        r: library_ggplot2 library_dplyr ggplot data_frame geom_point read_csv_file aes_x tidyverse summarise_mean rnorm str_df lm_y
        """;

    private static readonly ClassLexicon Lexicon = new(Words);
    private static readonly string[] Known = [.. Lexicon.Classes];

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Tags = BuildTags().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The language that a fence names; -1 for none that is known, among them data and markup such as JSON, YAML and plain text.</summary>
    public static int OfTag(ReadOnlySpan<char> tag) => tag.Length <= 16 && Tags.TryGetValue(tag, out var language) ? language : -1;

    /// <summary>The likeliest language of a piece of code and the number of words that speak for it; a language of -1 where none does.</summary>
    public static (int Language, int Votes) Guess(ReadOnlySpan<char> code)
    {
        Span<int> votes = stackalloc int[ClassLexicon.MaxClasses];
        votes.Clear();
        var reader = new LexiconReader(Lexicon, code);
        while (reader.Read())
        {
            for (var left = reader.Classes; left != 0; left &= left - 1)
                votes[BitOperations.TrailingZeroCount(left)]++;
        }

        var best = 0;
        for (var i = 1; i < Known.Length; i++)
            best = votes[i] > votes[best] ? i : best;
        return votes[best] == 0 ? (-1, 0) : (best, votes[best]);
    }

    private static FrozenDictionary<string, int> BuildTags()
    {
        var tags = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Known.Length; i++)
            tags[Known[i]] = i;
        foreach (var (language, others) in new[]
        {
            ("python", "py python3 py3 ipython jupyter"), ("javascript", "js jsx node mjs ecmascript"), ("typescript", "ts tsx"), ("csharp", "cs c# dotnet"),
            ("c", "cpp c++ cc h hpp cxx objc objective-c cuda"), ("go", "golang"), ("rust", "rs"), ("ruby", "rb"), ("shell", "sh bash zsh ksh console shellscript bash-session"),
            ("powershell", "ps1 ps pwsh posh"), ("batch", "bat cmd dos batchfile"), ("vbscript", "vb vbs vba vbnet"), ("perl", "pl"), ("sql", "mysql postgresql plsql tsql psql sqlite"),
            ("html", "htm xhtml vue svelte"), ("css", "scss sass less"), ("kotlin", "kt"), ("php", "php5 php7"),
        })
        {
            foreach (var tag in others.Split(' '))
                tags[tag] = tags[language];
        }

        return tags.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
