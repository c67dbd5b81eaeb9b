#!/bin/sh
# Speaks german-call.mp3 again, with Debian's espeak-ng and ffmpeg: two voices in turn, as a telephone lets them through.
set -e
cd "$(dirname "$0")"
scratch=$(mktemp -d)
turn=0
while IFS= read -r line; do
  voice=de
  [ $((turn % 2)) = 1 ] && voice=de+f3
  espeak-ng -v $voice -s 155 -w "$scratch/$turn.wav" "$line"
  turn=$((turn + 1))
done <<'TURNS'
Stadtwerke Rheinfelden, guten Tag, mein Name ist Peter Vogel. Was kann ich für Sie tun?
Guten Tag. Ich habe gestern meine Abrechnung bekommen, und der Betrag kann nicht stimmen. Ich soll dreihundert Euro nachzahlen.
Das schaue ich mir gerne an. Haben Sie den Stand Ihres Zählers gerade zur Hand?
Ja, einen Moment bitte. Es sind achtzehntausend und ein paar Zerquetschte, ich lese es Ihnen gleich genau vor.
Dann wurde der Stand im Mai falsch abgelesen. Ich schicke Ihnen eine neue Rechnung, und Sie müssen vorerst nichts bezahlen.
TURNS
cd "$scratch"
pauses=$(for nth in 0 1 2 3 4; do printf '[%s]apad=pad_dur=0.5[p%s];' $nth $nth; done)
ffmpeg -v error -i 0.wav -i 1.wav -i 2.wav -i 3.wav -i 4.wav -filter_complex \
  "$pauses[p0][p1][p2][p3][p4]concat=n=5:v=0:a=1,highpass=f=300,lowpass=f=3400[call]" -map '[call]' \
  -ar 8000 -ac 1 -b:a 24k -bitexact -map_metadata -1 german-call.mp3
mv german-call.mp3 "$OLDPWD/"
rm -r "$scratch"
