# What `make demo` shows: sample releases in, an answered question out. Expects `iomkg` on the PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
export IOMKG_STORE=.demo/store
exec 2>&1

bold='' dim='' plain=''
if [ -t 1 ]; then
    bold=$'\033[1m' dim=$'\033[2m' plain=$'\033[0m'
fi
say() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }
run() {
    local word shown=''
    for word in "$@"; do
        case $word in *' '*) shown+=" \"$word\"" ;; *) shown+=" $word" ;; esac
    done
    printf '%s$ iomkg%s%s\n\n' "$dim" "$shown" "$plain"
    iomkg "$@"
}

rm -rf .demo

say "1. Read the sample releases: text and pages in English, French and Spanish"
run load data/releases --manifest data/releases/sources.csv

say "2. Which donors fund border projects in the Sahel, and which sentence says so?"
run query cq01-donors-of-theme-in-region

say "3. Two of the releases tell of one project. What is known about it?"
run show "Améliorer la gestion des frontières"

say "4. Where do they disagree, and which value holds?"
run conflicts "Améliorer la gestion des frontières"

say "5. Why is something so? Each fact with the sentence it rests on"
run explain "Balke"

say "Your turn"
cat <<TEXT
  export PATH="\$PWD/.venv-demo/bin:\$PATH" IOMKG_STORE="\$PWD/.demo/store"
  iomkg queries             what else can be asked
  iomkg status              what the store holds
  iomkg load YOUR-FILES     your own releases beside these
  iomkg --help              everything else
TEXT
