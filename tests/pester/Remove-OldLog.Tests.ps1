BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
}

Describe 'Remove-OldLog' {
    BeforeEach {
        $folder = [System.IO.Directory]::CreateTempSubdirectory('sysops-pester-').FullName
        $null = New-Item -ItemType Directory -Path (Join-Path $folder 'sub')
        foreach ($name in 'api.log', 'api.log.1', 'api.log.2.gz', 'x.logic.txt', 'sub/api.log', 'sub/api.log.1') {
            Set-Content -LiteralPath (Join-Path $folder $name) -Value 'line'
        }

        Get-ChildItem -LiteralPath $folder -Recurse -File | Where-Object Name -ne 'api.log' | ForEach-Object { $_.LastWriteTimeUtc = [datetime]::UtcNow.AddDays(-40) }
    }

    AfterEach {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'removes old generations and says why' {
        $removed = Remove-OldLog $folder -Recurse

        $removed.Path | Sort-Object | Should -Be @('api.log.1', 'api.log.2.gz', 'sub/api.log.1' | ForEach-Object { Join-Path $folder $_ })
        $removed.Reason | Sort-Object -Unique | Should -Be 'older than 30d'
        ($removed | Measure-Object SizeBytes -Sum).Sum | Should -Be 15
        (Get-ChildItem -LiteralPath $folder -Recurse -File).Name | Sort-Object | Should -Be 'api.log', 'api.log', 'x.logic.txt'
    }

    It 'takes files from the pipeline' {
        (Get-ChildItem -LiteralPath $folder -Recurse -File -Filter *.1 | Remove-OldLog).Path | Should -HaveCount 2
        Join-Path $folder 'api.log.2.gz' | Should -Exist
    }

    It 'changes nothing with -WhatIf' {
        (Remove-OldLog $folder -WhatIf).Outcome | Should -Be 'Planned', 'Planned'
        (Get-ChildItem -LiteralPath $folder -File).Count | Should -Be 4
    }

    It 'reads a pattern and keeps the newest' {
        Remove-OldLog (Join-Path $folder 'api.log.*') -KeepLast 1 -OlderThan 1d | Should -HaveCount 1
    }

    It 'ends the script with -ErrorAction Stop' {
        { Remove-OldLog (Join-Path $folder 'none') -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*'
    }

    It 'shows figures in one line, and all in 80 columns' {
        $text = (Remove-OldLog $folder -WhatIf -Summary | Out-String -Width 80) -replace '\e\[[0-9;]*m', ''

        $text | Should -Match '(?m)^Planned +10 B +2 +0 +0 +\d+\.\d s'
        (Remove-OldLog $folder -WhatIf | Out-String -Width 80) -replace '\e\[[0-9;]*m', '' -split '\r?\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }
}
