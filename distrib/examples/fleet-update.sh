#!/bin/sh
# Leads a release through a fleet of gateways in waves, over nothing but MQTT, and halts when a gateway of a wave does not
# take it: the waves behind are never asked. Needs mosquitto_rr and mosquitto_sub (Debian: mosquitto-clients).
#
#   fleet-update.sh -r 0.2.0 -a https://releases.example/tieline-0.2.0.tlp -w 5 edge/site-1 edge/site-2 …
#
# Gateways that follow signed requests only (form Tieline uplink, Signers) get them with -n and -k; needs openssl 3:
#   openssl genpkey -algorithm ed25519 -out fleet.pem                        # keep it where the fleet is led from
#   openssl pkey -in fleet.pem -pubout -outform DER | base64                 # Signers: fleet=THIS
#
# Every gateway checks, waits for its safe moment, installs, proves itself or goes back by itself. This script only asks
# and looks. Exit codes: 0 every gateway runs the release, 1 halted, 2 wrong use.
set -u

usage() {
    cat >&2 <<'TEXT'
usage: fleet-update.sh -r RELEASE -a ADDRESS [-w WAVE] [-t SECONDS] [-n NAME -k KEY] [-h HOST] [-p PORT] GROUP/NODE...
  -r  version of the release, as the gateways report it
  -a  https:// address they fetch it from
  -w  gateways per wave (1)
  -t  a gateway that has not taken it after so long halts the fleet (1800)
  -n, -k  orders are signed: by whom, as the gateways know it, and the private key (Ed25519, PEM)
  -h, -p  the broker (localhost, 1883); whatever else mosquitto_rr needs goes into MOSQUITTO_OPTIONS
TEXT
    exit 2
}

release='' address='' wave=1 seconds=1800 signer='' key='' host=localhost port=1883
while getopts r:a:w:t:n:k:h:p: option; do
    case $option in
    r) release=$OPTARG ;;
    a) address=$OPTARG ;;
    w) wave=$OPTARG ;;
    t) seconds=$OPTARG ;;
    n) signer=$OPTARG ;;
    k) key=$OPTARG ;;
    h) host=$OPTARG ;;
    p) port=$OPTARG ;;
    *) usage ;;
    esac
done
shift $((OPTIND - 1))
[ -n "$release" ] && [ -n "$address" ] && [ $# -gt 0 ] && [ "$wave" -gt 0 ] || usage
[ -n "$signer" ] && [ -z "$key" ] && usage
[ -n "$key" ] && [ -z "$signer" ] && usage

# By this id a report is known to be about this order, and not about one of yesterday.
order="fleet-$release-$$-$(date +%s)"

# The text in the envelope that says who signed it.
signed() { # TEXT
    file=$(mktemp) || return 1
    printf '%s' "$1" >"$file"
    signature=$(openssl pkeyutl -sign -rawin -inkey "$key" -in "$file" | openssl base64 -A)
    rm -f "$file"
    [ -n "$signature" ] || return 1
    printf '{"signed":"%s","by":"%s","signature":"%s"}' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')" "$signer" "$signature"
}

request="{\"id\":\"$order\",\"update\":{\"action\":\"fetch\",\"address\":\"$address\"}}"
if [ -n "$key" ]; then
    request=$(signed "$request") || {
        echo "the order cannot be signed with $key" >&2
        exit 2
    }
fi

# Asks one gateway and waits a moment for its word; 1 with the reason if that is no. Who is silent may still report.
ask() { # NODE
    # shellcheck disable=SC2086
    word=$(mosquitto_rr -h "$host" -p "$port" ${MOSQUITTO_OPTIONS-} -q 1 -W 10 -t "tieline/$1/request" -e "tieline/$1/reply" -m "$request")
    case $? in
    0 | 27) ;; # 27: nobody answered in time
    *) exit 1 ;;
    esac
    case $word in
    *"\"request\":\"$order\",\"accepted\":false"*)
        echo "$1 refuses it: $(field "$word" reason)"
        return 1
        ;;
    esac
}

# What a gateway has reported last: the broker keeps it.
report() { # NODE
    # shellcheck disable=SC2086
    mosquitto_sub -h "$host" -p "$port" ${MOSQUITTO_OPTIONS-} -q 1 -C 1 -W 3 -t "tieline/$1/update" 2>/dev/null
}

field() { # REPORT NAME
    printf '%s' "$1" | sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p"
}

# Follows one gateway until it has taken the release; 1 with the reason if it has not.
follow() { # NODE
    node=$1 last='' end=$(($(date +%s) + seconds))
    while [ "$(date +%s)" -lt "$end" ]; do
        now=$(report "$node")
        if [ "$(field "$now" order)" = "$order" ]; then
            phase=$(field "$now" phase) refused=$(field "$now" refused)
            [ "$phase" = "$last" ] || echo "$node $phase $(field "$now" waits)"
            last=$phase
            if [ -n "$refused" ]; then
                echo "$node refuses it: $refused"
                return 1
            fi
            if [ "$(field "$now" release)" = "$release" ]; then
                case $phase in
                CONFIRMED) return 0 ;;
                REVERTED)
                    echo "$node went back: $(field "$now" reason)"
                    return 1
                    ;;
                esac
            fi
        fi
        sleep 1
    done
    echo "$node has not taken it after $seconds s"
    return 1
}

number=0
while [ $# -gt 0 ]; do
    number=$((number + 1)) asked='' failed=0
    while [ $# -gt 0 ] && [ "$(printf '%s' "$asked" | wc -w)" -lt "$wave" ]; do
        asked="$asked $1"
        shift
    done
    echo "wave $number:$asked"
    following=''
    for node in $asked; do
        if ask "$node"; then following="$following $node"; else failed=$((failed + 1)); fi
    done
    for node in $following; do
        follow "$node" || failed=$((failed + 1))
    done
    if [ "$failed" -gt 0 ]; then
        echo "halted: $failed of wave $number did not take $release, $# gateways were not asked"
        exit 1
    fi
done
echo "every gateway runs $release"
