"""Serving: where a neuron answers, as the chain tells others."""

import bittensor
from common import ALICE, BOB, NETWORK, done, equal, hotkey, operation, refused, send, subnet, sudo

NETUID = subnet(ALICE)
sudo("AdminUtils", "sudo_set_serving_rate_limit", netuid=NETUID, serving_rate_limit=0)


def axon(wallet, port=8091):
    return bittensor.Axon(wallet=wallet, ip="8.8.8.8", port=port, external_ip="8.8.8.8", external_port=port)


@operation("serving without a seat is refused: HotKeyNotRegisteredInNetwork", "A")
def _():
    refused(NETWORK.serve_axon(NETUID, axon(BOB)), "HotKeyNotRegisteredInNetwork", code=10)


@operation("serve an axon", "A")
def _():
    done(NETWORK.burned_register(BOB, NETUID))
    done(NETWORK.serve_axon(NETUID, axon(BOB)))


@operation("the axon is in the neuron and in the metagraph", "A")
def _():
    uid = NETWORK.get_uid_for_hotkey_on_subnet(hotkey(BOB), NETUID)
    told = NETWORK.neuron_for_uid(uid, NETUID).axon_info
    equal((told.ip, told.port, told.is_serving), ("8.8.8.8", 8091, True))
    told = NETWORK.metagraph(NETUID).axons[uid]
    equal((told.ip, told.port, told.hotkey), ("8.8.8.8", 8091, hotkey(BOB)))


@operation("serve again elsewhere", "A")
def _():
    done(NETWORK.serve_axon(NETUID, axon(BOB, port=9000)))
    uid = NETWORK.get_uid_for_hotkey_on_subnet(hotkey(BOB), NETUID)
    equal(NETWORK.metagraph(NETUID).axons[uid].port, 9000)


@operation("an address nobody else reaches is refused: InvalidIpAddress", "A")
def _():
    fields = {"version": 1, "ip": 2130706433, "port": 9000, "ip_type": 4, "protocol": 4, "placeholder1": 0, "placeholder2": 0}
    call = NETWORK.compose_call("SubtensorModule", "serve_axon", {"netuid": NETUID, **fields})
    response = NETWORK.sign_and_send_extrinsic(call, BOB, sign_with="hotkey", wait_for_finalization=True)
    refused(response, "InvalidIpAddress", code=11)


@operation("serving too often is refused: ServingRateLimitExceeded", "A")
def _():
    sudo("AdminUtils", "sudo_set_serving_rate_limit", netuid=NETUID, serving_rate_limit=50)
    refused(NETWORK.serve_axon(NETUID, axon(BOB, port=9001)), "ServingRateLimitExceeded", code=12)
    sudo("AdminUtils", "sudo_set_serving_rate_limit", netuid=NETUID, serving_rate_limit=0)


@operation("serve prometheus", "B")
def _():
    fields = {"netuid": NETUID, "version": 1, "ip": 134744072, "port": 7000, "ip_type": 4}
    call = NETWORK.compose_call("SubtensorModule", "serve_prometheus", fields)
    done(NETWORK.sign_and_send_extrinsic(call, BOB, sign_with="hotkey", wait_for_finalization=True))
    uid = NETWORK.get_uid_for_hotkey_on_subnet(hotkey(BOB), NETUID)
    equal(NETWORK.neuron_for_uid(uid, NETUID).prometheus_info.port, 7000)


@operation("serve an axon with a certificate", "B")
def _():
    done(NETWORK.serve_axon(NETUID, axon(BOB), certificate="ab" * 32))
    assert NETWORK.get_neuron_certificate(hotkey(BOB), NETUID)


@operation("all neurons' certificates", "B")
def _():
    assert hotkey(BOB) in NETWORK.get_all_neuron_certificates(NETUID)


@operation("an ordinary call of the coldkey after those of the hotkey", "A")
def _():
    send(BOB, "System", "remark", remark="0x00")
