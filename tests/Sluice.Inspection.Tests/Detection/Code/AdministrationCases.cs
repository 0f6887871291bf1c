namespace Sluice.Inspection.Tests.Detection.Code;

/// <summary>Honest scripts that do what malicious ones do too: fetch, unpack, run, schedule, encrypt, delete. None may be blocked. Cases are separated by a line <c>===</c>.</summary>
internal static class AdministrationCases
{
    public static string[] Shell { get; } = Split("""
        #!/usr/bin/env bash
        set -euo pipefail
        DATE=$(date +%F)
        pg_dump -U postgres shop | gzip > /backup/shop-$DATE.sql.gz
        find /backup -name '*.gz' -mtime +14 -delete
        aws s3 cp /backup/shop-$DATE.sql.gz s3://backups/shop/
        ===
        curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh
        ===
        /bin/bash -c "$(curl -fsSL https://raw.githubusercontent.com/Homebrew/install/HEAD/install.sh)"
        ===
        curl -fsSL https://get.docker.com | sh && sudo usermod -aG docker $USER
        ===
        curl -fsSL https://deb.nodesource.com/setup_20.x | sudo -E bash -
        sudo apt-get install -y nodejs
        ===
        curl -sSL https://install.python-poetry.org | python3 -
        ===
        curl -fsSL https://download.docker.com/linux/ubuntu/gpg | sudo gpg --dearmor -o /etc/apt/keyrings/docker.gpg
        ===
        wget https://go.dev/dl/go1.22.0.linux-amd64.tar.gz -O /tmp/go.tgz && tar -C /usr/local -xzf /tmp/go.tgz && rm /tmp/go.tgz
        ===
        curl -LO "https://dl.k8s.io/release/v1.30.0/bin/linux/amd64/kubectl"
        chmod +x kubectl && sudo mv kubectl /usr/local/bin/
        ===
        (crontab -l 2>/dev/null; echo "0 3 * * * /usr/local/bin/backup.sh >> /var/log/backup.log 2>&1") | crontab -
        ===
        nc -zv db.internal 5432 && echo "database is up"
        ===
        nc -l 8080 > received.tar
        ===
        while ! nc -z redis 6379; do sleep 1; done; exec "$@"
        ===
        (echo > /dev/tcp/localhost/5432) >/dev/null 2>&1 && echo "port is open"
        ===
        mkfifo /tmp/pipe; tail -f app.log > /tmp/pipe & grep ERROR < /tmp/pipe
        ===
        echo "$KUBE_CONFIG" | base64 -d > ~/.kube/config && kubectl get pods
        ===
        cat manifest.b64 | base64 --decode | jq .spec
        ===
        ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519 -N "" && ssh-copy-id -i ~/.ssh/id_ed25519.pub deploy@example.com
        ===
        chmod 600 ~/.ssh/id_rsa; eval "$(ssh-agent -s)"; ssh-add ~/.ssh/id_rsa
        ===
        rm -rf node_modules dist && npm ci && npm run build
        ===
        docker run --rm -v "$PWD":/src -w /src golang:1.22 go build -o app ./...
        ===
        tar czf - /etc | gpg --symmetric --cipher-algo AES256 -o /backup/etc.tgz.gpg
        ===
        find /var/log -name '*.log' -type f -exec gzip {} \;
        ===
        systemctl enable --now myapp.service && journalctl -u myapp -f
        ===
        dd if=/dev/zero of=/swapfile bs=1M count=2048 && mkswap /swapfile && swapon /swapfile
        ===
        curl -X POST -d '{"text":"deploy finished"}' https://hooks.slack.com/services/T/B/X
        ===
        name: ci
        on: [push]
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - run: |
                  curl -sSf https://example.com/tool.tar.gz | tar xz
                  chmod +x ./tool && ./tool --version
                  env | sort
        """);

    public static string[] Windows { get; } = Split("""
        Get-ChildItem C:\Logs -Recurse -Filter *.log | Where-Object { $_.LastWriteTime -lt (Get-Date).AddDays(-30) } | Remove-Item -Force
        ===
        Set-ExecutionPolicy Bypass -Scope Process -Force; iex ((New-Object System.Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1'))
        ===
        Invoke-WebRequest -Uri https://aka.ms/wslubuntu2204 -OutFile ubuntu.appx; Add-AppxPackage .\ubuntu.appx
        ===
        powershell -NoProfile -ExecutionPolicy Bypass -File .\build.ps1 -Configuration Release
        ===
        $cred = Get-Credential; New-PSSession -ComputerName srv01 -Credential $cred
        ===
        Register-ScheduledTask -TaskName "NightlyBackup" -Action (New-ScheduledTaskAction -Execute "robocopy.exe" -Argument "D:\data E:\backup /MIR") -Trigger (New-ScheduledTaskTrigger -Daily -At 2am)
        ===
        schtasks /create /tn "Cleanup" /tr "C:\scripts\cleanup.bat" /sc daily /st 03:00
        ===
        reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate" /v WUServer /t REG_SZ /d "http://wsus.example.com" /f
        ===
        $bytes = [Convert]::FromBase64String($secret.Value); [IO.File]::WriteAllBytes("cert.pfx", $bytes)
        ===
        Get-Service | Where-Object Status -eq 'Stopped' | Select-Object Name, DisplayName
        ===
        @echo off
        setlocal
        robocopy C:\data \\nas\backup /MIR /R:2
        if errorlevel 8 goto failed
        echo done
        ===
        Start-Process msiexec.exe -ArgumentList '/i app.msi /qn' -Wait
        ===
        Set objShell = CreateObject("WScript.Shell")
        objShell.Run "notepad.exe C:\notes.txt"
        ===
        Dim fso : Set fso = CreateObject("Scripting.FileSystemObject")
        If fso.FileExists("C:\a.txt") Then WScript.Echo "exists"
        ===
        Sub Workbook_Open()
            Sheets("Start").Activate
            MsgBox "Welcome"
        End Sub
        """);

    public static string[] Programs { get; } = Split("""
        import socket
        server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        server.bind(("0.0.0.0", 8080)); server.listen()
        while True:
            conn, addr = server.accept()
            conn.sendall(b"hello " + conn.recv(1024))
        ===
        import subprocess
        out = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
        ===
        import base64, json
        payload = json.loads(base64.b64decode(token.split(".")[1] + "=="))
        ===
        import os, shutil, zipfile
        for root, dirs, files in os.walk("data"):
            for name in files:
                if name.endswith(".tmp"):
                    os.remove(os.path.join(root, name))
        ===
        from cryptography.fernet import Fernet
        key = Fernet.generate_key()
        token = Fernet(key).encrypt(b"secret message")
        ===
        import requests
        r = requests.get("https://api.example.com/users", headers={"Authorization": f"Bearer {os.environ['API_TOKEN']}"})
        r.raise_for_status()
        print(r.json())
        ===
        from pynput import keyboard
        def on_press(key):
            if key == keyboard.Key.space:
                game.jump()
        ===
        import smtplib
        with smtplib.SMTP("mail.example.com") as s:
            s.sendmail("ci@example.com", ["team@example.com"], "Subject: build passed")
        ===
        from setuptools import setup, find_packages
        setup(name="tool", version="1.0", packages=find_packages(), install_requires=["requests>=2"], cmdclass={})
        ===
        const { spawn } = require('child_process');
        const ls = spawn('ls', ['-lh', '/usr']); ls.stdout.on('data', d => console.log(`${d}`));
        ===
        const token = JSON.parse(atob(jwt.split('.')[1]));
        ===
        fetch('/api/items', { method: 'POST', body: JSON.stringify(items) }).then(r => r.json()).then(render);
        ===
        const fs = require('fs'); for (const f of fs.readdirSync('dist')) { if (f.endsWith('.map')) fs.unlinkSync(`dist/${f}`); }
        ===
        const net = require('net'); net.createServer(s => s.pipe(s)).listen(7);
        ===
        <?php $stmt = $pdo->prepare('SELECT * FROM users WHERE id = ?'); $stmt->execute([$_GET['id']]); echo json_encode($stmt->fetch()); ?>
        ===
        <?php echo htmlspecialchars($_POST['name']); $avatar = base64_decode($_POST['avatar']); ?>
        ===
        use strict; use warnings; use IO::Socket::INET;
        my $s = IO::Socket::INET->new(PeerAddr => 'mail.example.com:25') or die; print <$s>;
        ===
        while (my $line = <STDIN>) { chomp $line; print "$line\n" if $line =~ /ERROR/; }
        ===
        cmd := exec.Command("go", "vet", "./..."); cmd.Stdout = os.Stdout; if err := cmd.Run(); err != nil { log.Fatal(err) }
        ===
        var client = new TcpClient("time.example.com", 13); using var reader = new StreamReader(client.GetStream()); Console.WriteLine(reader.ReadLine());
        ===
        int fd = socket(AF_INET, SOCK_STREAM, 0); bind(fd, (struct sockaddr*)&addr, sizeof(addr)); listen(fd, 5);
        """);

    /// <summary>What articles, tickets and chats say of such code.</summary>
    public static string[] Prose { get; } = Split("""
        Mimikatz reads credentials from the memory of lsass; Credential Guard keeps them out of its reach, and a dump of the process raises an alert.
        ===
        A reverse shell connects from the victim to the attacker, so a firewall that only looks at incoming connections does not see it.
        ===
        The report says the ransomware deletes shadow copies, walks through all drives, encrypts documents and leaves a note that asks for bitcoin.
        ===
        Please write a bash script that backs up my home folder every night with cron and sends me a mail when it fails.
        ===
        Why does curl say "certificate problem" when I install the tool, and is it safe to pipe it into the shell?
        """);

    private static string[] Split(string cases) => [.. cases.Split("\n===\n").Select(c => c.Trim('\n'))];
}
