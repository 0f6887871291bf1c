using Sluice.Inspection.Detection.Lexicons;

namespace Sluice.Inspection.Detection.Code;

/// <summary>
/// Techniques of malicious code as words that stand near each other: calls, commands and their options, without punctuation and case, so that one frame covers every way of
/// quoting and joining them. Rates are those of honest code, administration scripts above all, as far as the development pool and the corpus of our own show them.
/// </summary>
internal static class MaliciousFrames
{
    /// <summary>The only label.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["malicious"];

    /// <summary>Index of the frame for something downloaded and piped into a shell: as common in installers as in droppers, so that its source decides.</summary>
    public const int PipeToShell = 0;

    private const string Words = """
        shell: sh bash zsh ksh dash bin_sh bin_bash bin_zsh cmd_exe powershell_exe powershell pwsh
        shellin: bash_i sh_i zsh_i bin_sh_i bin_bash_i
        devtcp: dev_tcp dev_udp
        netcat: nc ncat netcat
        netexec: socat nc_e ncat_e netcat_e nc_c nc_traditional_e nc_exe_e ncat_exec ncat_sh_exec busybox_nc
        fifo: mkfifo mknod
        socket: socket tcpsocket fsockopen pfsockopen socket_socket net_socket net_connect tcpclient net_sockets_tcpclient net_dial tcpstream_connect io_socket_inet socket_af_inet createconnection new_socket
        tcpclient: net_sockets_tcpclient system_net_sockets_tcpclient tcpclient
        dup: dup2 pty_spawn os_dup2 fileno setsid redirecterrorstream posix_dup2
        spawn: subprocess popen proc_open shell_exec exec system spawn child_process runtime_exec getruntime_exec exec_command passthru processbuilder iex invoke_expression os_execute spawn_sh
        spawnshell: spawn_sh spawn_bin_sh spawn_bin_bash spawn_cmd_exe spawn_cmd exec_bin_sh exec_bin_bash exec_sh exec_command_bin_sh exec_command_sh exec_command_cmd popen_cmd_exe popen_bin_sh command_new_bin_sh proc_open_bin_sh call_bin_sh subprocess_call_bin_sh system_bin_sh exec_cmd_exe processbuilder_bin_sh
        pump: getstream readline stdin stdout pipe recv stdin_pipe sendback inputstream
        fetch: curl wget tftp ftpget lwp_download aria2c invoke_webrequest iwr irm invoke_restmethod
        pipe: |
        interpreter: sh bash zsh dash sudo_sh sudo_bash python python3 perl php node ruby
        known: chocolatey_org scoop_sh get_scoop rustup_rs sh_rustup_rs get_docker_com nodesource_com raw_githubusercontent_com_homebrew raw_githubusercontent_com_nvm_sh ohmyz_sh ohmyzsh install_python_poetry_org astral_sh bun_sh deno_land get_helm_sh get_helm tailscale_com get_pnpm_io starship_rs get_k3s_io rvm_io sdkman_io get_sdkman_io install_sh_nvm bootstrap_pypa_io get_pip_py dot_net_v1 aka_ms packagecloud_io pkgs_tailscale_com claude_ai ollama_com
        known: community_chocolatey_org fly_io cli_github_com apt_llvm_org download_docker_com sdk_cloud_google_com installer_id_deb get_rke2_io pyenv_run
        chmod: chmod_777 chmod_x chmod_755 chmod_0777 chmod_700 chmod_a_x
        shared: busybox dev_shm var_tmp var_run
        tmp: tmp
        away: nohup disown setsid dev_null_2
        iex: iex invoke_expression invoke_command_scriptblock scriptblock_create
        download: downloadstring downloaddata downloadfile invoke_webrequest iwr irm invoke_restmethod net_webclient system_net_webclient urldownloadtofile start_bitstransfer openread
        powershell: powershell pwsh powershell_exe
        encoded: encodedcommand enc ec frombase64string e_jab enco encod
        hidden: w_hidden windowstyle_hidden window_hidden win_hidden wi_hidden vbhide createnowindow_true sw_hide
        bypass: executionpolicy_bypass ep_bypass exec_bypass ex_bypass exp_bypass nop noprofile
        launch: start_process shellexecute shellexecutea start_b process_start shell_run winexec createprocess wscript_shell run os_startfile os_system subprocess_popen subprocess_call subprocess_run execfile saveandrun spawn execsync
        userdir: appdata temp public_downloads localappdata programdata start_menu startup env_temp env_appdata users_public
        sure: certutil_urlcache certutil_exe_urlcache certutil_f_urlcache certutil_split bitsadmin_transfer mshta_http mshta_https mshta_vbscript mshta_javascript rundll32_javascript regsvr32_s_n_u_i regsvr32_s_u_i scrobj_dll msiexec_q_i_http msiexec_i_http wmic_process_call_create installutil_logfile cmstp_s hh_exe_http forfiles_p_c
        xmlhttp: microsoft_xmlhttp msxml2_xmlhttp msxml2_serverxmlhttp winhttp_winhttprequest serverxmlhttp xmlhttp
        adodb: adodb_stream savetofile scripting_filesystemobject
        wscript: wscript_shell activexobject shell_application createobject_wscript_shell
        macro: auto_open autoopen document_open workbook_open auto_close autoexec
        evalword: eval exec assert execute executeglobal loadstring compile
        decode: b64decode base64_decode base64_b64decode decode_base64 atob zlib_decompress marshal_loads gzinflate gzuncompress str_rot13 unescape fromcharcode string_fromcharcode from_base64 buffer_from codecs_decode bytes_fromhex unhexlify decompress convert_frombase64string
        sure: base64_d_|_bash base64_d_|_sh base64_decode_|_bash base64_decode_|_sh base64_di_|_sh base64_d_|_sudo_bash base64_d_|_python base64_d_|_python3 base64_d_|_perl xxd_r_p_|_sh xxd_r_p_|_bash openssl_base64_d_|_bash openssl_base64_d_|_sh rev_|_bash rev_|_sh base64_decode_|_python3 base64_d_|_gunzip_|_sh
        remotecode: requests_get urlopen urllib_request urllib2_urlopen httpx_get http_get file_get_contents https_get axios_get
        sure: eval_post eval_request eval_get eval_cookie eval_stripslashes_post assert_post assert_request system_get_cmd system_request_cmd system_post_cmd system_get_c shell_exec_get shell_exec_request shell_exec_post passthru_get passthru_request passthru_post exec_get_cmd exec_request_cmd exec_post_cmd popen_request eval_base64_decode_post eval_request_item eval_request_form execute_request runtime_getruntime_exec_request_getparameter eval_gzinflate eval_base64_decode eval_str_rot13 eval_gzuncompress
        sure: mimikatz invoke_mimikatz sekurlsa_logonpasswords sekurlsa lsadump_sam lsadump_dcsync kerberos_golden invoke_kerberoast rubeus lazagne secretsdump_py secretsdump
        lsass: lsass lsass_exe
        dump: minidump minidumpwritedump procdump comsvcs_dll comsvcs rundll32 ma
        sure: reg_save_hklm_sam reg_save_hklm_system reg_save_hklm_security ntds_dit save_hklm_sam
        browser: login_data logins_json key4_db cookies_sqlite local_state web_data moz_logins
        unprotect: cryptunprotectdata win32crypt dpapi protecteddata_unprotect os_crypt encrypted_key
        keyfile: id_rsa id_ed25519 aws_credentials ssh_id kube_config git_credentials npmrc netrc docker_config_json wallet_dat bitcoin_wallet metamask etc_shadow security_credentials electrum
        exfil: curl_x_post curl_d curl_f curl_data curl_data_binary curl_t curl_upload_file requests_post urllib_request_urlopen webhook webhooks wget_post_file wget_post_data sendmail smtplib smtp_sendmail axios_post https_request http_request fetch_https nc scp ftp_storbinary storbinary uploadfile uploaddata invoke_restmethod_method_post xmlhttprequest sendbeacon net_send smtpclient
        webhook: discord_com_api_webhooks discordapp_com_api_webhooks api_telegram_org_bot api_telegram_org hooks_slack_com
        leveldb: leveldb local_storage_leveldb discord_local_storage tokens_leveldb
        env: json_stringify_process_env os_environ printenv env_|_base64 env_|_curl env_|_nc dict_os_environ
        keys: on_press getasynckeystate setwindowshookex wh_keyboard_ll keyboard_listener pyxhook getkeyboardstate getforegroundwindow keyboard_on_release dev_input_event0 keyboard_record onkeydown_push
        log: log logs logfile logging webhook requests_post sendmail smtplib smtp writeline log_txt keylog keylogs f_write file_write keystrokes send send_log
        pynput: pynput pythoncom pyhook keyboard getasynckeystate setwindowshookex user32_dll user32 windll_user32
        cron: crontab etc_cron cron_d cron_daily etc_crontab crontab_l var_spool_cron rc_local systemd_system bashrc bash_profile launchagents launchdaemons
        runkey: currentversion_run currentversion_runonce windows_run_v run_v winlogon_shell userinit
        regset: reg_add set_itemproperty new_itemproperty regwrite regsetvalueex setvalueex winreg setvalue registry_setvalue
        schedule: schtasks_create register_scheduledtask new_scheduledtask schtasks_exe_create new_scheduledtaskaction sc_create
        sure: commandlineeventconsumer activescripteventconsumer eventfilter filtertoconsumerbinding
        sure: ld_so_preload
        sure: set_mppreference_disablerealtimemonitoring disablerealtimemonitoring disableantispyware disableioavprotection disablebehaviormonitoring netsh_advfirewall_set_allprofiles_state_off sc_stop_windefend net_stop_windefend
        exclude: add_mppreference_exclusionpath exclusionpath exclusionprocess exclusionextension
        sure: amsiinitfailed amsiscanbuffer amsiutils amsicontext etweventwrite
        sure: vssadmin_delete_shadows vssadmin_exe_delete_shadows wmic_shadowcopy_delete shadowcopy_delete win32_shadowcopy bcdedit_set_default_recoveryenabled_no recoveryenabled_no wbadmin_delete_catalog wbadmin_delete_systemstatebackup bootstatuspolicy_ignoreallfailures
        notrace: wevtutil_cl history_c unset_histfile histfile_dev_null histsize_0 clear_eventlog rm_bash_history ln_sf_dev_null_bash_history shred_u_var_log
        walk: os_walk getfiles get_childitem readdirsync rglob listdir filepath_walk walkdir glob_glob directory_enumeratefiles file_find find_home find_type_f getlogicaldrives enumeratefiles dir_s_b
        encrypt: fernet aes_new encrypt encrypted createcipheriv rijndaelmanaged aes_create createencryptor openssl_enc cipher_encrypt gpg_c encrypt_file encryptfile aes_256 aes_mode_cbc chacha20 rsa_encrypt
        ransom: ransom bitcoin btc monero xmr decrypt_your_files files_have_been_encrypted your_files_have_been your_files_are_encrypted readme_decrypt how_to_decrypt recover_your_files locked ransom_note pay wallet_address onion
        remove: os_remove unlink unlinksync remove_item file_delete os_unlink shred rm_f rm del os_replace os_rename rename
        sure: no_preserve_root dd_if_dev_zero_of_dev_sd dd_if_dev_zero_of_dev_sda dd_if_dev_urandom_of_dev_sda dd_if_dev_random_of_dev_sda dd_if_dev_zero_of_dev_nvme0n1 rm_rf_boot_etc_home physicaldrive0 cipher_w_c
        sure: xmrig minerd cpuminer stratum_tcp stratum_ssl cryptonight nicehash_miner donate_level xmr_stak pool_minexmr_com pool_supportxmr_com moneroocean_stream
        alloc: virtualalloc virtualallocex heapcreate mmap ntallocatevirtualmemory virtualprotect
        inject: createthread createremotethread writeprocessmemory rtlmovememory queueuserapc ntunmapviewofsection setthreadcontext ntcreatethreadex rtlcreateuserthread callwindowproc enumsystemlocalesa process_hollowing
        kit: msfvenom meterpreter reverse_tcp cobaltstrike cobalt_strike beacon_dll invoke_shellcode invoke_reflectivepeinjection empire_stager powercat invoke_powershelltcp invoke_bloodhound sharphound nishang weevely pupy quasar_rat
        setup: setup_py setuptools cmdclass postinstall preinstall install_requires
        paste: pastebin_com_raw paste_ee transfer_sh file_io ngrok_io ngrok_free_app anonfiles_com hastebin_com_raw rentry_co ix_io termbin_com cdn_discordapp_com_attachments gofile_io temp_sh bashupload_com trycloudflare_com 0x0_st duckdns_org
        """;

    private const string Lines = """
        malicious .03 14> fetch pipe interpreter !known
        malicious .0003 8: shellin devtcp
        malicious .001 14: devtcp shell|spawn|netcat|dup
        malicious .0006 12: netexec shell
        malicious .0004 30: fifo netcat shell|shellin
        malicious .0004 80: socket dup spawn|spawnshell
        malicious .0005 80: socket dup shell
        malicious .0006 60: socket spawnshell
        malicious .0006 80> socket spawnshell pump
        malicious .0008 60: socket shellin
        malicious .0006 60: tcpclient iex|spawn pump
        malicious .0008 20> fetch paste pipe|chmod|interpreter|launch
        malicious .0008 40: shared fetch chmod|interpreter
        malicious .0007 1: sure
        malicious .004 30: fetch tmp chmod away
        malicious .0015 25: iex download !known
        malicious .0004 30: iex download hidden|encoded|bypass !known
        malicious .0006 14: iex encoded
        malicious .0004 14: powershell encoded hidden
        malicious .002 8: powershell encoded bypass
        malicious .0009 14: powershell hidden download
        malicious .002 40: download userdir launch
        malicious .0008 40: download userdir launch hidden|bypass
        malicious .0006 50: xmlhttp adodb wscript|launch
        malicious .0009 40: wscript powershell hidden|encoded|download
        malicious .0006 60: macro launch|download|wscript|powershell
        malicious .0008 6> evalword decode
        malicious .0008 5> evalword remotecode
        malicious .0008 40> setup decode evalword
        malicious .001 30: setup fetch|exfil env|pipe
        malicious .004 6> evalword fetch
        malicious .0005 12: lsass dump
        malicious .0005 60: browser unprotect
        malicious .0009 60: browser exfil|webhook
        malicious .0009 16: keyfile exfil
        malicious .0007 60: keyfile webhook
        malicious .0009 40: webhook browser|leveldb|env|keys|unprotect
        malicious .0009 24: env exfil
        malicious .0006 80: leveldb webhook|exfil
        malicious .0008 60: keys pynput log
        malicious .0006 60: keys exfil|webhook
        malicious .0008 20: cron fetch pipe interpreter
        malicious .0005 24: cron devtcp|netexec|paste
        malicious .0009 24: runkey regset hidden|encoded|userdir|download|powershell
        malicious .0009 20: schedule hidden|encoded|iex
        malicious .002 20: schedule userdir powershell
        malicious .003 1: exclude
        malicious .0008 60: exclude download|launch|hidden
        malicious .004 1: notrace
        malicious .0006 120: walk encrypt ransom
        malicious .005 60: walk encrypt remove
        malicious .0005 60: alloc inject
        malicious .0015 1: kit
        malicious .0008 20: kit fetch|download|launch
        """;

    /// <summary>The frames; a text is one run of words, as programs have no sentences.</summary>
    public static FrameSet All { get; } = new(
        new ClassLexicon(Words), Lines, Labels, sentences: false, common: "shell spawn pipe interpreter log remove launch tmp fetch download env walk encrypt evalword powershell userdir");
}
